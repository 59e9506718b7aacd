namespace Crm.Actors.Contracts.Payments;

/// <summary>The totals of a deal.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="DealId">The deal.</param>
/// <param name="Verify">Whether to compare them with payments and entries.</param>
[GenerateSerializer, Immutable, Alias("crm.GetDealBalance")]
public sealed record GetDealBalance([property: Id(0)] Caller Caller, [property: Id(1)] Guid DealId, [property: Id(2)] bool Verify);
