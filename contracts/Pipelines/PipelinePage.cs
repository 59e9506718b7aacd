using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>A page of pipelines: the default one first, then oldest first.</summary>
/// <param name="Items">The pipelines.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.PipelinePage")]
public sealed record PipelinePage([property: Id(0)] ImmutableArray<PipelineView> Items, [property: Id(1)] string? NextCursor);
