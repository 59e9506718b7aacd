using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>Attempts that clients had to repeat. Until the first fault, the cluster may still be finding itself.</summary>
internal static class FailedAttempts
{
    public static int Since(TimeSpan firstFault, History history) =>
        history.Edits.SelectMany(static e => e.Attempts).Count(a => a.EndedAt >= firstFault && a.Answer is not { IsUndecided: false });
}
