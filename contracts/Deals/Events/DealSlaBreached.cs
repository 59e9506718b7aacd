namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>A deal has been in its stage for too long.</summary>
/// <param name="Entered">The version that brought it there.</param>
/// <param name="BreachAt">Since when, UTC.</param>
/// <param name="IsLate">Whether this comes more than a minute after its time, such as after an outage.</param>
/// <param name="Deal">The deal.</param>
[EventType("deal.sla.breached", 1)]
public sealed record DealSlaBreached(long Entered, DateTimeOffset BreachAt, bool IsLate, DealContext Deal)
    : DealEvent(Deal, null);
