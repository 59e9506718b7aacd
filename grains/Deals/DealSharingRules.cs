using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>What changes who sees a deal, besides a new owner; pure.</summary>
public static class DealSharingRules
{
    /// <summary>The most users and teams that a deal can be shared with.</summary>
    public const int MaxShares = 50;

    public static Decision<DealEvent> AssignTeam(DealState? state, AssignDealTeam command, DateTimeOffset now)
    {
        if ((DealRules.RefuseAssigning(state, command.Context) ?? DealRules.RefuseNow(state!)) is { } refusal)
            return refusal;
        var checks = new DealChecks();
        checks.Team(command.TeamId, command.Context.Caller);
        if (checks.Failed)
            return checks.Rejection;
        var before = state!.View.Context();
        var after = before with { TeamId = command.TeamId };
        return before == after
            ? Decision<DealEvent>.Nothing
            : new DealTeamChanged(before.TeamId, after.TeamId, after, DealViews.Former(before, after));
    }

    public static Decision<DealEvent> Share(DealState? state, ShareDeal command, DateTimeOffset now)
    {
        if ((DealRules.RefuseDeciding(state, command.Context) ?? DealRules.RefuseNow(state!)) is { } refusal)
            return refusal;
        if (command.With == Guid.Empty)
            return Rejections.Invalid("#/with", "Must not be the nil UUID.");
        var before = state!.View.Context();
        if (before.SharedWith.Contains(command.With))
            return Decision<DealEvent>.Nothing;
        if (before.SharedWith.Length == MaxShares)
            return Rejections.Invalid("#/with", $"A deal can be shared with at most {MaxShares} users and teams.");
        var after = before with { SharedWith = [.. before.SharedWith.Add(command.With).Order()] };
        return new DealShared(command.With, after, DealViews.Former(before, after));
    }

    /// <summary>Also of an archived deal: what was given can always be taken back.</summary>
    public static Decision<DealEvent> Unshare(DealState? state, UnshareDeal command, DateTimeOffset now)
    {
        if (DealRules.RefuseDeciding(state, command.Context) is { } refusal)
            return refusal;
        var before = state!.View.Context();
        if (!before.SharedWith.Contains(command.With))
            return Decision<DealEvent>.Nothing;
        var after = before with { SharedWith = before.SharedWith.Remove(command.With) };
        return new DealUnshared(command.With, after, DealViews.Former(before, after));
    }
}
