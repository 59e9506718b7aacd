namespace Crm.Actors.Contracts.Deals;

/// <summary>What is different in a deal between two moments. Who sees the deal now sees its past.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="DealId">The deal.</param>
/// <param name="From">The first moment; it may also be the later one.</param>
/// <param name="To">The second; null for now.</param>
[GenerateSerializer, Immutable, Alias("crm.GetDealDiff")]
public sealed record GetDealDiff(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid DealId,
    [property: Id(2)] DealMoment From,
    [property: Id(3)] DealMoment? To);
