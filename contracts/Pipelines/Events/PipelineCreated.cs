namespace Crm.Actors.Contracts.Pipelines.Events;

/// <summary>A pipeline came to be, or the default one is about to be changed for the first time.</summary>
[EventType("pipeline.created", 1)]
public sealed record PipelineCreated(Guid Id, PipelineDefinition Definition) : PipelineEvent(Definition);
