using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>What becomes of a deal that stays in a stage; pure.</summary>
public static class DealSlaRules
{
    /// <summary>How long after its time a warning or a breach is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A deadline's time has come. Nothing when the deal has left the stage, is closed or archived, or when that was said before: which version said it
    /// last is kept like the version that last changed a field.
    /// </summary>
    public static Decision<DealEvent> Pass(DealState? state, PassStageDeadline command, DateTimeOffset now)
    {
        if (state is not { View: { Archived: false, Status: DealStatus.Open } }
            || state.VersionOf(DealFields.Sla) != command.Entered
            || state.VersionOf(DealFields.Stage) > command.Entered
            || state.FieldVersions.GetValueOrDefault(command.IsBreach ? DealFields.SlaBreached : DealFields.SlaWarned) > command.Entered)
            return Decision<DealEvent>.Nothing;
        var isLate = now - command.DueAt > LateAfter;
        var deal = state.View.Context();
        return command.IsBreach
            ? new DealSlaBreached(command.Entered, command.BreachAt, isLate, deal)
            : new DealSlaWarned(command.Entered, command.BreachAt, isLate, deal);
    }
}
