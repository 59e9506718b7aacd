using System.Collections.Immutable;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <summary>A task's state.</summary>
public sealed record TaskState(TaskView View) : IAggregateState<TaskState, TaskEvent, TaskView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <inheritdoc/>
    public static TaskState Apply(TaskState? state, Recorded<TaskEvent> recorded) => new(recorded.Data switch
    {
        TaskCreated created => Created(created, recorded),
        _ when state is null => throw new InvalidOperationException("A task's first event is task.created."),
        TaskUpdated updated => With(state.View, recorded) with { Description = Description(updated, state.View.Description) },
        TaskStatusChanged { To: TaskWorkStatus.Done or TaskWorkStatus.Cancelled } => With(state.View, recorded) with { Reminders = [] },
        TaskReminderSet set => With(state.View, recorded) with { Reminders = InOrder(state.View.Reminders.Add(set.Reminder)) },
        TaskReminderDropped dropped => With(state.View, recorded) with { Reminders = Without(state.View.Reminders, dropped.ReminderId) },
        TaskReminded reminded => With(state.View, recorded) with { Reminders = Without(state.View.Reminders, reminded.ReminderId) },
        _ => With(state.View, recorded),
    });

    private static TaskView Created(TaskCreated created, Recorded<TaskEvent> recorded) => With(
        new TaskView
        {
            Id = created.Id,
            Version = recorded.Version,
            Title = created.Task.Title,
            Description = created.Description,
            AssigneeId = created.Task.AssigneeId,
            CreatorId = created.Task.CreatorId,
            TimeZone = created.Task.TimeZone,
            CreatedAt = recorded.At,
            UpdatedAt = recorded.At,
        },
        recorded);

    private static TaskView With(TaskView view, Recorded<TaskEvent> recorded)
    {
        var task = recorded.Data.Task;
        return view with
        {
            Version = recorded.Version,
            UpdatedAt = recorded.At,
            Title = task.Title,
            Status = task.Status,
            Priority = task.Priority,
            AssigneeId = task.AssigneeId,
            DealId = task.DealId,
            DueAt = task.DueAt,
            TimeZone = task.TimeZone,
        };
    }

    private static string? Description(TaskUpdated updated, string? before) =>
        updated.Changes.FirstOrDefault(static change => change.Field == TaskFields.Description) is { } change ? JsonText.ToText(change.To) : before;

    private static ImmutableArray<TaskReminder> InOrder(ImmutableArray<TaskReminder> reminders) =>
        [.. reminders.OrderBy(static reminder => reminder.At).ThenBy(static reminder => reminder.Id)];

    private static ImmutableArray<TaskReminder> Without(ImmutableArray<TaskReminder> reminders, Guid id) =>
        reminders.RemoveAll(reminder => reminder.Id == id);
}
