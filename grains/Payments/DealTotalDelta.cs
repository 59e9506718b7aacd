namespace Crm.Actors.Grains.Payments;

/// <summary>What an event adds to the totals of a deal in one currency.</summary>
/// <param name="DealId">The deal.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Expected">Added to what is expected.</param>
/// <param name="Received">Added to what was received.</param>
/// <param name="Spent">Added to what was spent.</param>
public readonly record struct DealTotalDelta(Guid DealId, string Currency, decimal Expected, decimal Received, decimal Spent);
