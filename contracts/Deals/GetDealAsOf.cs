namespace Crm.Actors.Contracts.Deals;

/// <summary>A deal as it was. Who sees the deal now sees its past.</summary>
[GenerateSerializer, Immutable, Alias("crm.GetDealAsOf")]
public sealed record GetDealAsOf(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid DealId,
    [property: Id(2)] DealMoment At);
