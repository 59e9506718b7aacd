using System.Collections.Immutable;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <summary>What becomes of a task's reminders when they, or what they follow from, change; pure.</summary>
internal static class ReminderPlan
{
    /// <summary>
    /// The events that lead from the reminders that stand to those that are wanted. One whose time is past is left out; one whose time moves is
    /// dropped and set anew, under an id that nobody had.
    /// </summary>
    /// <param name="id">The task.</param>
    /// <param name="version">The task's version before the change.</param>
    /// <param name="standing">The reminders that are still to come.</param>
    /// <param name="wanted">What is to come, as it was checked.</param>
    /// <param name="after">The task after the change.</param>
    /// <param name="now">UTC.</param>
    public static ImmutableArray<TaskEvent> Of(
        Guid id, long version, ImmutableArray<TaskReminder> standing, IEnumerable<ReminderRule> wanted, TaskContext after, DateTimeOffset now)
    {
        var left = standing.ToList();
        var set = new List<TaskEvent>();
        foreach (var rule in wanted)
        {
            if (ReminderTimes.Of(rule, after.DueAt, after.TimeZone) is not { } at)
                continue;
            if (left.FindIndex(reminder => reminder.Rule == rule && reminder.At == at) is >= 0 and var kept)
                left.RemoveAt(kept);
            else if (at > now)
                set.Add(new TaskReminderSet(new TaskReminder(NamedId.Of("reminder", id, version, set.Count), at, rule), after));
        }

        return [.. left.Select(reminder => new TaskReminderDropped(reminder.Id, after)), .. set];
    }
}
