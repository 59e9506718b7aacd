namespace Crm.Actors.Contracts.Deals;

/// <summary>A page of one deal's events.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="DealId">The deal.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Opaque, from the page before.</param>
[GenerateSerializer, Immutable, Alias("crm.GetDealHistory")]
public sealed record GetDealHistory(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid DealId,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor);
