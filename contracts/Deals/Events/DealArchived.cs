namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal was put away.</summary>
[EventType("deal.archived", 1)]
public sealed record DealArchived(DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
