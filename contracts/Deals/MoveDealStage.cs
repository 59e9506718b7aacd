namespace Crm.Actors.Contracts.Deals;

/// <summary>Moves a deal to another stage of its pipeline, or to one of another pipeline.</summary>
[GenerateSerializer, Immutable, Alias("crm.MoveDealStage")]
public sealed record MoveDealStage([property: Id(0)] CommandContext Context, [property: Id(1)] string Stage)
{
    /// <summary>The pipeline of the stage; null for the deal's own.</summary>
    [Id(2)] public Guid? PipelineId { get; init; }
}
