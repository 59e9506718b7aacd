using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>The deals that are counted together.</summary>
/// <param name="PipelineId">The pipeline.</param>
/// <param name="Stage">The stage's slug.</param>
/// <param name="Status">Open, won or lost.</param>
/// <param name="Currency">ISO 4217 code; null for deals without an amount.</param>
public readonly record struct PipelineGroup(Guid PipelineId, string Stage, DealStatus Status, string? Currency);
