namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>Another user has to do a task.</summary>
/// <param name="From">Who had to.</param>
/// <param name="To">Who has to.</param>
/// <param name="Task">After the event.</param>
[EventType("task.assignee.changed", 1)]
public sealed record TaskAssigneeChanged(Guid From, Guid To, TaskContext Task)
    : TaskEvent(Task);
