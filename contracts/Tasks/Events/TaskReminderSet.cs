namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>A task will be reminded of.</summary>
/// <param name="Reminder">When, and why then.</param>
/// <param name="Task">After the event.</param>
[EventType("task.reminder.set", 1)]
public sealed record TaskReminderSet(TaskReminder Reminder, TaskContext Task)
    : TaskEvent(Task);
