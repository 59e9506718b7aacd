using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Calendars;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <summary>The fields of a task.</summary>
internal sealed class TaskChecks : FieldChecks
{
    public const int MaxTitle = 200;
    public const int MaxDescription = 10_000;
    public const int MaxReminders = 10;
    public const int MaxMinutesBefore = 525_600;
    public const int MaxDaysBefore = 366;

    public void Title(string? title) => Text("#/title", title, MaxTitle, required: true);

    public void Description(string? description) => Text("#/description", description, MaxDescription, required: false, lines: true);

    public void Assignee(Guid assignee)
    {
        if (assignee == Guid.Empty)
            Add("#/assigneeId", "Must not be the nil UUID.");
    }

    /// <param name="id">The deal that is asked for; null for none.</param>
    /// <param name="deal">The same, as the caller sees it; null when they do not see it.</param>
    public void Deal(Guid? id, DealView? deal)
    {
        if (id is not null && deal is null)
            Add("#/dealId", "There is no such deal.");
        else if (deal is { Archived: true })
            Add("#/dealId", "The deal is archived; restore it first.");
    }

    /// <returns>In whole microseconds, which is what PostgreSQL keeps.</returns>
    public DateTimeOffset? Due(DateTimeOffset? due) => Time("#/dueAt", due);

    /// <returns>UTC where none is named.</returns>
    public string TimeZone(string? id)
    {
        if (id is not null && !TimeZones.TryFind(id, out _))
            Add("#/timeZone", "Must be a time zone of the IANA database, such as Europe/Berlin.");
        return id ?? TimeZones.Utc;
    }

    public ImmutableArray<ReminderRule> Reminders(ImmutableArray<ReminderRule> rules, DateTimeOffset? due)
    {
        if (rules.Length > MaxReminders)
        {
            Add("#/reminders", $"Must have at most {MaxReminders} entries.");
            return rules;
        }

        return [.. rules.Select((rule, i) => Reminder($"#/reminders/{i}", rule, due)).Distinct()];
    }

    private ReminderRule Reminder(string pointer, ReminderRule rule, DateTimeOffset? due)
    {
        var ways = (rule.At is null ? 0 : 1) + (rule.MinutesBefore is null ? 0 : 1) + (rule.DaysBefore is null ? 0 : 1);
        if (ways != 1 || (rule.DaysBefore is null) != (rule.Time is null))
            Add(pointer, "Must have at, or minutesBefore, or daysBefore with time.");
        else if (rule.MinutesBefore is < 0 or > MaxMinutesBefore)
            Add($"{pointer}/minutesBefore", $"Must be from 0 to {MaxMinutesBefore}.");
        else if (rule.DaysBefore is < 0 or > MaxDaysBefore)
            Add($"{pointer}/daysBefore", $"Must be from 0 to {MaxDaysBefore}.");
        else if (rule.At is null && due is null)
            Add(pointer, "Needs dueAt: there is nothing to be before.");
        return rule with { At = Time($"{pointer}/at", rule.At) };
    }

    private DateTimeOffset? Time(string pointer, DateTimeOffset? time)
    {
        if (time is not { } given)
            return null;
        var utc = given.ToUniversalTime();
        if (utc.Year is < 1970 or > 2999)
            Add(pointer, "Must be from 1970 to 2999.");
        return new DateTimeOffset(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }
}
