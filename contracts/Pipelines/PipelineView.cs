namespace Crm.Actors.Contracts.Pipelines;

/// <summary>A pipeline as its readers see it. Every user sees all of them.</summary>
/// <param name="Id">The pipeline.</param>
/// <param name="Version">Number of events so far; also the strong ETag. 0 for the default pipeline while nobody has changed it.</param>
/// <param name="Definition">What it is.</param>
/// <param name="CreatedAt">When it was created; null for the default pipeline while nobody has changed it.</param>
/// <param name="UpdatedAt">When it last changed; null with <paramref name="CreatedAt"/>.</param>
[GenerateSerializer, Immutable, Alias("crm.PipelineView")]
public sealed record PipelineView(
    [property: Id(0)] Guid Id,
    [property: Id(1)] long Version,
    [property: Id(2)] PipelineDefinition Definition,
    [property: Id(3)] DateTimeOffset? CreatedAt,
    [property: Id(4)] DateTimeOffset? UpdatedAt);
