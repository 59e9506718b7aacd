using System.Globalization;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.UnitTests.Chaos;

internal sealed partial class HistoryBuilder
{
    /// <summary>How long after its making a task reminds.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Guid, TaskState> _tasks = [];
    private readonly Dictionary<Guid, TaskReminder> _reminders = [];

    /// <summary>A task is made, for which a client asks for a reminder.</summary>
    public void MakeTask(Guid task, bool isReminderSet = true)
    {
        var at = Day + TimeSpan.FromSeconds(_key) + Ahead;
        var reminder = _reminders[task] = new TaskReminder(IdOf(1000 + _key), at, new ReminderRule { At = at });
        var context = new TaskContext("task", TaskWorkStatus.Open, TaskPriority.Normal, User, User, null, null, "UTC");
        var created = new TaskCreated(task, null, null, context);
        IReadOnlyList<TaskEvent> happened = isReminderSet ? [created, new TaskReminderSet(reminder, context)] : [created];
        EditTask(EditKind.NewTask, task, at.ToString("O", CultureInfo.InvariantCulture), happened);
    }

    /// <summary>A client finishes a task.</summary>
    public void FinishTask(Guid task)
    {
        var before = TaskRules.Context(_tasks[task].View);
        EditTask(EditKind.FinishTask, task, null, new TaskStatusChanged(before.Status, TaskWorkStatus.Done, before with { Status = TaskWorkStatus.Done }));
    }

    /// <summary>The reminder of a task comes.</summary>
    /// <param name="task">The task.</param>
    /// <param name="after">How long after its time.</param>
    /// <param name="isLate">What it says.</param>
    public void Remind(Guid task, TimeSpan after = default, bool isLate = false)
    {
        var reminder = _reminders[task];
        Record(task, reminder.At + after, null, new TaskReminded(reminder.Id, reminder.At, isLate, TaskRules.Context(_tasks[task].View)));
    }

    private void EditTask(EditKind kind, Guid task, string? argument, params IReadOnlyList<TaskEvent> happened)
    {
        var (key, trace, at) = ($"key {_key}", $"trace {_key}", TimeSpan.FromSeconds(_key));
        _key++;
        _ledger.Add(new Sent(key, 1, at, kind, kind == EditKind.NewTask ? null : task, trace, argument, 0));
        foreach (var one in happened)
            Record(task, Day + at, trace, one);
        _ledger.Add(new Answered(
            key, 1, at + TimeSpan.FromMilliseconds(10), kind == EditKind.NewTask ? 201 : 200, task, _tasks[task].Version, $"digest of {key}", null));
    }

    private void Record(Guid task, DateTimeOffset at, string? trace, TaskEvent happened)
    {
        var before = _tasks.GetValueOrDefault(task);
        var recorded = new Recorded<TaskEvent>(IdOf(_log.Count + 1), (before?.Version ?? 0) + 1, at, User, trace, happened)
        {
            Position = _log.Count + 1,
        };
        _log.Add(LogRow.Of(task, recorded));
        _tasks[task] = TaskState.Apply(before, recorded);
    }
}
