namespace Crm.Actors.Contracts.Deals;

/// <summary>Moves a deal to another stage of its pipeline.</summary>
[GenerateSerializer, Immutable, Alias("crm.MoveDealStage")]
public sealed record MoveDealStage([property: Id(0)] CommandContext Context, [property: Id(1)] string Stage);
