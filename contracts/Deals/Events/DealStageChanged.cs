namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal moved to another stage.</summary>
[EventType("deal.stage.changed", 1)]
public sealed record DealStageChanged(string From, string To, DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
