namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal was given to another user.</summary>
[EventType("deal.owner.changed", 1)]
public sealed record DealOwnerChanged(Guid From, Guid To, DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
