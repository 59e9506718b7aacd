namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal was shared with a user or a team.</summary>
[EventType("deal.shared", 1)]
public sealed record DealShared(Guid With, DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
