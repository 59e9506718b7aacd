using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// Deals are seen by whom <see cref="DealAccess"/> lets see them, by where the deal stood at the event; notifications by the user that
/// they are for; tasks by those whose they are, and with their deal by whoever follows that one. Allocates nothing.
/// </summary>
public sealed class StreamAccess : IStreamAccess
{
    /// <inheritdoc/>
    public StreamSight Of(StreamClient client, EventFrame frame) => frame.Kind switch
    {
        EventKind.Deal => OfDeal(client, in frame.Attributes),
        EventKind.Task => OfTask(client, in frame.Attributes),
        EventKind.Notification when frame.Attributes.User == client.Caller.UserId => StreamSight.Sees,
        _ => StreamSight.None,
    };

    /// <summary>Whoever follows one deal was let see it, and follows it as long as that is so.</summary>
    private static StreamSight OfTask(StreamClient client, in EventAttributes a) =>
        client.SeesAll || a.IsTaskOf(client.Caller.UserId) || (client.Filter is { Kind: EventKind.Deal, Subject: { } deal } && deal == a.Deal)
            ? StreamSight.Sees
            : StreamSight.None;

    private static StreamSight OfDeal(StreamClient client, in EventAttributes a)
    {
        if (client.SeesAll)
            return StreamSight.Sees;
        if (a.Owner is not { } owner)
            return StreamSight.None;
        var caller = client.Caller;
        if (DealAccess.Concerns(caller, owner, a.Team, a.SharedWith))
            return StreamSight.Sees;
        // Where there was no team before, the team after stands in for it; that it gives no sight was just found.
        return a.MayEndSight && DealAccess.Concerns(caller, a.OwnerBefore ?? owner, a.TeamBefore ?? a.Team, a.SharedWithBefore)
            ? StreamSight.Left
            : StreamSight.None;
    }
}
