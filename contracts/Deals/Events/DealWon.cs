namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal was won.</summary>
[EventType("deal.won", 1)]
public sealed record DealWon(DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
