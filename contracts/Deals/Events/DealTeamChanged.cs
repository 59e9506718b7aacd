namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal was moved to another team, or out of its team.</summary>
[EventType("deal.team.changed", 1)]
public sealed record DealTeamChanged(Guid? From, Guid? To, DealContext Deal, DealContextChange? Before)
    : DealEvent(Deal, Before);
