namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal is no longer shared with a user or a team.</summary>
[EventType("deal.unshared", 1)]
public sealed record DealUnshared(Guid With, DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
