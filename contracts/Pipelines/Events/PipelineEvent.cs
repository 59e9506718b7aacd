namespace Crm.Actors.Contracts.Pipelines.Events;

/// <summary>Something that happened to a pipeline.</summary>
/// <param name="Definition">What it is after the event, whole.</param>
public abstract record PipelineEvent(PipelineDefinition Definition);
