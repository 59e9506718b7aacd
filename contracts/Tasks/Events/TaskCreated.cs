namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>A task came to be. Its reminders follow, an event each.</summary>
/// <param name="Id">The task.</param>
/// <param name="Description">What the task's context does not say.</param>
/// <param name="RequestId">The event <c>task.requested</c> that asked for it; null for one that somebody made.</param>
/// <param name="Task">The task.</param>
[EventType("task.created", 1)]
public sealed record TaskCreated(Guid Id, string? Description, Guid? RequestId, TaskContext Task)
    : TaskEvent(Task);
