using Crm.Actors.Chaos.Load;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Chaos.Checking;

/// <summary>
/// Each reminder that a client asked for was set, and came once when its time had come, unless its task was done before or it was dropped. One that is
/// late says so.
/// </summary>
internal static class ReminderCheck
{
    public static IEnumerable<Finding> Check(History history) => history.Log.Where(static row => row.Event.Data is TaskEvent)
        .GroupBy(static row => row.Aggregate).SelectMany(task => OfTask(task.Key, task, history.EndedAt)).Concat(NotSet(history));

    private static IEnumerable<Finding> OfTask(Guid task, IEnumerable<LogRow> events, DateTimeOffset endedAt)
    {
        var standing = new Dictionary<Guid, DateTimeOffset>();
        var came = new HashSet<Guid>();
        foreach (var row in events)
        {
            switch (row.Event.Data)
            {
                case TaskReminderSet { Reminder: var reminder }:
                    standing[reminder.Id] = reminder.At;
                    break;
                case TaskReminderDropped dropped:
                    standing.Remove(dropped.ReminderId);
                    break;
                case TaskStatusChanged { To: TaskWorkStatus.Done or TaskWorkStatus.Cancelled }:
                    standing.Clear();
                    break;
                case TaskReminded reminded when WrongWith(row, reminded, standing, came) is { } finding:
                    yield return finding;
                    break;
            }
        }

        foreach (var (id, _) in standing.Where(reminder => reminder.Value <= endedAt))
            yield return new Finding(FindingKind.ReminderLost, $"reminder {id} of {task} did not come");
    }

    private static Finding? WrongWith(LogRow row, TaskReminded reminded, Dictionary<Guid, DateTimeOffset> standing, HashSet<Guid> came)
    {
        var what = $"reminder {reminded.ReminderId} of {row.Aggregate}";
        if (!came.Add(reminded.ReminderId))
            return new Finding(FindingKind.ReminderTwice, $"{what} came again at position {row.Position}");
        if (!standing.Remove(reminded.ReminderId, out var at))
            return new Finding(FindingKind.ReminderUnwanted, $"{what} came at position {row.Position}, but nobody wanted it");
        var after = row.Event.At - at;
        return after < TimeSpan.Zero || reminded.IsLate != (after > TaskRules.LateAfter)
            ? new Finding(FindingKind.ReminderMistimed, $"{what} came {after} after its time and says that it is {(reminded.IsLate ? "late" : "in time")}")
            : null;
    }

    /// <summary>What was still to come when the task was made. That there is a task at all is for another check to tell.</summary>
    private static IEnumerable<Finding> NotSet(History history)
    {
        var byTrace = history.Log.Where(static row => row.Event is { TraceParent: not null, Data: TaskCreated or TaskReminderSet })
            .ToLookup(static row => row.Event.TraceParent!, StringComparer.Ordinal);
        foreach (var edit in history.Edits.Where(static e => e is { Kind: EditKind.NewTask, Argument: not null }))
        {
            var set = byTrace[edit.Trace].Select(static row => row.Event.Data).OfType<TaskReminderSet>().Select(static s => s.Reminder.At).ToHashSet();
            var madeAt = byTrace[edit.Trace].FirstOrDefault()?.Event.At ?? DateTimeOffset.MaxValue;
            foreach (var at in TaskMix.TimesOf(edit.Argument!).Where(at => at > madeAt && !set.Contains(at)))
                yield return new Finding(FindingKind.ReminderLost, $"{edit.Key} asked for a reminder at {at:O}, which was not set");
        }
    }
}
