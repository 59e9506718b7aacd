namespace Crm.Actors.Contracts.Tasks.Events;

/// <summary>A reminder's time has come. Once for each reminder.</summary>
/// <param name="ReminderId">The reminder.</param>
/// <param name="At">When it was to come, UTC.</param>
/// <param name="IsLate">Whether it comes more than a minute after that, such as after an outage.</param>
/// <param name="Task">After the event.</param>
[EventType("task.reminder", 1)]
public sealed record TaskReminded(Guid ReminderId, DateTimeOffset At, bool IsLate, TaskContext Task)
    : TaskEvent(Task);
