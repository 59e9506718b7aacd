namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>A reminder will not come: it is not wanted, or comes at another time, under another id.</summary>
/// <param name="ReminderId">The reminder.</param>
/// <param name="Task">After the event.</param>
[EventType("task.reminder.dropped", 1)]
public sealed record TaskReminderDropped(Guid ReminderId, TaskContext Task)
    : TaskEvent(Task);
