namespace Crm.Actors.Contracts.Deals;

/// <summary>Closes an open deal as lost. The reason has 1 to 500 characters.</summary>
[GenerateSerializer, Immutable, Alias("crm.LoseDeal")]
public sealed record LoseDeal([property: Id(0)] CommandContext Context, [property: Id(1)] string Reason);
