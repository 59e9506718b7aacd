namespace Crm.Actors.Grains.Pipelines;

/// <summary>What an event changes in a group's totals.</summary>
/// <param name="Group">The group.</param>
/// <param name="Count">Deals more, or less when negative.</param>
/// <param name="Amount">Added to the sum.</param>
public readonly record struct PipelineDelta(PipelineGroup Group, long Count, decimal Amount);
