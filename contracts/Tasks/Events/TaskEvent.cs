namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>Something that happened to a task. Every one carries where the task stands, so that no reader needs a look-up.</summary>
/// <param name="Task">After the event.</param>
public abstract record TaskEvent(TaskContext Task);
