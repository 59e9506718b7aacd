namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal was lost.</summary>
[EventType("deal.lost", 1)]
public sealed record DealLost(string Reason, DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
