using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>Reads the bodies of requests about tasks into commands. What the members may hold is decided in the grain.</summary>
internal static class TaskBodies
{
    public static CreateTask Create(ref StrictJson json, CommandContext context)
    {
        string? title = null;
        var command = new CreateTask(context, "");
        while (json.Next(TaskFields.OfNew, out var name))
        {
            command = name switch
            {
                TaskFields.Title => command with { Title = (title = json.Text().Value) ?? "" },
                TaskFields.Description => command with { Description = json.Text().Value },
                TaskFields.Priority => command with { Priority = Priority(ref json).Value ?? TaskPriority.Normal },
                TaskFields.AssigneeId => command with { AssigneeId = json.Uuid().Value },
                TaskFields.DealId => command with { DealId = json.Uuid().Value },
                TaskFields.DueAt => command with { DueAt = json.Time().Value },
                TaskFields.TimeZone => command with { TimeZone = json.Text().Value },
                _ => command with { Reminders = json.Objects(Reminder).Value ?? [] },
            };
        }

        json.Require(TaskFields.Title, title is not null);
        return command;
    }

    public static PatchTask Patch(ref StrictJson json, CommandContext context)
    {
        var command = new PatchTask(context);
        while (json.Next(TaskFields.OfPatch, out var name))
        {
            command = name switch
            {
                TaskFields.Title => command with { Title = json.Text() },
                TaskFields.Description => command with { Description = json.Text() },
                TaskFields.Priority => command with { Priority = Priority(ref json) },
                TaskFields.DealId => command with { DealId = json.Uuid() },
                TaskFields.DueAt => command with { DueAt = json.Time() },
                TaskFields.TimeZone => command with { TimeZone = json.Text() },
                _ => command with { Reminders = json.Objects(Reminder) },
            };
        }

        return command;
    }

    public static ChangeTaskStatus ChangeStatus(ref StrictJson json, CommandContext context)
    {
        string? text = null;
        while (json.Next(TaskFields.OfStatus, out _)) text = json.Text().Value;
        json.Require(TaskFields.Status, text is not null);
        var status = TaskNames.FindStatus(text);
        json.Demand(TaskFields.Status, text is null || status is not null, $"must be one of {string.Join(", ", TaskNames.Statuses)}");
        return new ChangeTaskStatus(context, status.GetValueOrDefault());
    }

    public static AssignTask Assign(ref StrictJson json, CommandContext context)
    {
        Guid? assignee = null;
        while (json.Next(TaskFields.OfAssignee, out _)) assignee = json.Uuid().Value;
        json.Require(TaskFields.AssigneeId, assignee is not null);
        return new AssignTask(context, assignee.GetValueOrDefault());
    }

    private static Optional<TaskPriority?> Priority(ref StrictJson json)
    {
        var text = json.Text().Value;
        var priority = TaskNames.FindPriority(text);
        json.Demand(TaskFields.Priority, text is null || priority is not null, $"must be one of {string.Join(", ", TaskNames.Priorities)}");
        return new(true, priority);
    }

    private static ReminderRule Reminder(ref StrictJson json)
    {
        var rule = new ReminderRule();
        while (json.Next(TaskFields.OfReminder, out var name))
        {
            rule = name switch
            {
                TaskFields.At => rule with { At = json.Time().Value },
                TaskFields.MinutesBefore => rule with { MinutesBefore = Number(json.Integer().Value) },
                TaskFields.DaysBefore => rule with { DaysBefore = Number(json.Integer().Value) },
                _ => rule with { Time = Time(ref json) },
            };
        }

        return rule;
    }

    /// <summary>A time of the day, to the minute.</summary>
    private static TimeOnly? Time(ref StrictJson json)
    {
        var text = json.Text().Value;
        var isTime = TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time);
        json.Demand(TaskFields.Time, text is null || isTime, "must be a time of the day such as 09:30");
        return isTime ? time : null;
    }

    /// <summary>What does not fit stays out of every bound, for the grain to refuse.</summary>
    private static int? Number(long? value) => value is { } number ? (int)Math.Clamp(number, -1, int.MaxValue) : null;
}
