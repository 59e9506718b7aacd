namespace Crm.Actors.Contracts.Pipelines;

/// <summary>Which pipelines to list.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="PipelinePage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListPipelines")]
public sealed record ListPipelines([property: Id(0)] Caller Caller, [property: Id(1)] int Limit, [property: Id(2)] string? Cursor);
