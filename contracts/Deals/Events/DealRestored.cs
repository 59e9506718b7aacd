namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal came back from the archive.</summary>
[EventType("deal.restored", 1)]
public sealed record DealRestored(DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
