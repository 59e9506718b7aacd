using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Contracts.Pipelines;

/// <summary>The deals of one stage, status and currency.</summary>
/// <param name="Stage">The stage's slug.</param>
/// <param name="Status">Open, won or lost.</param>
/// <param name="Currency">ISO 4217 code; null for deals without an amount.</param>
/// <param name="Count">How many deals, at least 1.</param>
/// <param name="Amount">The exact sum; null when <paramref name="Currency"/> is.</param>
[GenerateSerializer, Immutable, Alias("crm.PipelineTotal")]
public sealed record PipelineTotal(
    [property: Id(0)] string Stage,
    [property: Id(1)] DealStatus Status,
    [property: Id(2)] string? Currency,
    [property: Id(3)] long Count,
    [property: Id(4)] decimal? Amount);
