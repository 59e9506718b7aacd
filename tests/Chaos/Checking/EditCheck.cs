using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Tasks.Events;

namespace Crm.Actors.Chaos.Checking;

/// <summary>What clients were told against the log: nothing acknowledged is lost, nothing is applied twice or against the answer.</summary>
internal static class EditCheck
{
    public static IEnumerable<Finding> Check(History history)
    {
        var byTrace = history.Log.Where(static row => row.Event.TraceParent is not null)
            .ToLookup(static row => row.Event.TraceParent!, StringComparer.Ordinal);
        // A broken log may have a version twice: that is for another check to tell.
        var byVersion = history.Log.ToLookup(static row => (row.Aggregate, row.Version));
        foreach (var edit in history.Edits)
        {
            var rows = byTrace[edit.Trace].ToList();
            // The reminders of a new task are events of the same commit.
            var alone = rows.FindAll(static row => row.Event.Data is not TaskReminderSet);
            if (alone.Count > 1)
                yield return new Finding(FindingKind.Duplicated, $"{edit.Key} ({edit.Kind}) is in the log at positions {string.Join(", ", alone.Select(static r => r.Position))}");
            var finding = edit.Decision switch
            {
                null => new Finding(FindingKind.Stuck, $"{edit.Key} ({edit.Kind}) has no answer after {edit.Attempts.Count} attempts"),
                { IsAccepted: true } accepted => Lost(edit, accepted, rows, byVersion[(accepted.Deal.GetValueOrDefault(), accepted.Version)]),
                { Attempt: 1 } when rows.Count > 0 => new Finding(
                    FindingKind.AppliedThoughRefused, $"{edit.Key} ({edit.Kind}) was answered {edit.Decision.Status}, but is in the log at {rows[0].Position}"),
                _ => null,
            };
            if (finding is not null)
                yield return finding;
        }
    }

    private static Finding? Lost(Edit edit, Answered accepted, List<LogRow> rows, IEnumerable<LogRow> atVersion)
    {
        var at = atVersion.FirstOrDefault();
        if (at is null)
            return new Finding(FindingKind.Lost, $"{edit.Key} ({edit.Kind}) was acknowledged as version {accepted.Version} of {accepted.Deal}, which is not in the log");
        var isThere = rows.Count > 0
            ? rows.Exists(row => row.Aggregate == at.Aggregate && row.Version == at.Version)
            : MayChangeNothing(edit.Kind) && at.Event.Data is DealEvent happened && Holds(edit, happened.Deal);
        return isThere
            ? null
            : new Finding(FindingKind.Lost, $"{edit.Key} ({edit.Kind}) was acknowledged as version {accepted.Version} of {accepted.Deal}, but that is another edit");
    }

    /// <summary>Whether the edit can be accepted without an event because the deal is already as it wants it. Patches always bring new values.</summary>
    private static bool MayChangeNothing(EditKind kind) =>
        kind is EditKind.Stage or EditKind.Win or EditKind.Lose or EditKind.Reopen or EditKind.Archive or EditKind.Restore;

    private static bool Holds(Edit edit, DealContext deal) => edit.Kind switch
    {
        EditKind.Stage => string.Equals(deal.Stage, edit.Argument, StringComparison.Ordinal),
        EditKind.Win => deal.Status == DealStatus.Won,
        EditKind.Lose => deal.Status == DealStatus.Lost,
        EditKind.Reopen => deal.Status == DealStatus.Open,
        EditKind.Archive => deal.Archived,
        EditKind.Restore => !deal.Archived,
        _ => false,
    };
}
