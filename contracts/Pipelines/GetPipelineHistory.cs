namespace Crm.Actors.Contracts.Pipelines;

/// <summary>A page of one pipeline's events.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="PipelineId">The pipeline.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor">Opaque, from the page before.</param>
[GenerateSerializer, Immutable, Alias("crm.GetPipelineHistory")]
public sealed record GetPipelineHistory(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid PipelineId,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor);
