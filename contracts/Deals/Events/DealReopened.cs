namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A won or lost deal is open again.</summary>
[EventType("deal.reopened", 1)]
public sealed record DealReopened(DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
