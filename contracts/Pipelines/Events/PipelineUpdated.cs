namespace Crm.Actors.Contracts.Pipelines.Events;

/// <summary>A pipeline is something else. What it was stands in the event before.</summary>
[EventType("pipeline.updated", 1)]
public sealed record PipelineUpdated(PipelineDefinition Definition) : PipelineEvent(Definition);
