using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>Count and sum of a pipeline's deals. Archived deals are not in it. When both positions are equal it is exact at that position.</summary>
/// <param name="PipelineId">The pipeline.</param>
/// <param name="Position">Feed position up to which every event is counted.</param>
/// <param name="Newest">Feed position of the newest event that is counted; not below <paramref name="Position"/>.</param>
/// <param name="Totals">Only groups that have deals, ordered by stage, status and currency (none first).</param>
[GenerateSerializer, Immutable, Alias("crm.PipelineSummary")]
public sealed record PipelineSummary(
    [property: Id(0)] Guid PipelineId,
    [property: Id(1)] long Position,
    [property: Id(2)] long Newest,
    [property: Id(3)] ImmutableArray<PipelineTotal> Totals);
