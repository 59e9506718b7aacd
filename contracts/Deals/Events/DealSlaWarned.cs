namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal will soon have been in its stage for too long.</summary>
/// <param name="Entered">The version that brought it there.</param>
/// <param name="BreachAt">When it will have been, UTC.</param>
/// <param name="IsLate">Whether this comes more than a minute after its time, such as after an outage.</param>
/// <param name="Deal">The deal.</param>
[EventType("deal.sla.warned", 1)]
public sealed record DealSlaWarned(long Entered, DateTimeOffset BreachAt, bool IsLate, DealContext Deal)
    : DealEvent(Deal, null);
