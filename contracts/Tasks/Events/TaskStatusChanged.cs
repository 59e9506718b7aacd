namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>A task is further, done, cancelled or open again. With one that is done or cancelled its reminders are gone.</summary>
/// <param name="From">What it was.</param>
/// <param name="To">What it is.</param>
/// <param name="Task">After the event.</param>
[EventType("task.status.changed", 1)]
public sealed record TaskStatusChanged(TaskWorkStatus From, TaskWorkStatus To, TaskContext Task)
    : TaskEvent(Task);
