using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Calendars;
using NodaTime;

namespace Crm.Actors.Grains.Tasks;

/// <summary>When reminders come; pure.</summary>
public static class ReminderTimes
{
    /// <param name="rule">What the time follows from, as it was checked.</param>
    /// <param name="dueAt">When the task is due.</param>
    /// <param name="timeZone">The task's.</param>
    /// <returns>UTC; null where there is no due time to be before.</returns>
    public static DateTimeOffset? Of(ReminderRule rule, DateTimeOffset? dueAt, string timeZone)
    {
        if (rule.At is { } at)
            return at;
        if (dueAt is not { } due)
            return null;
        if (rule.MinutesBefore is { } minutes)
            return due.AddMinutes(-minutes);
        var zone = TimeZones.Of(timeZone);
        var day = Instant.FromDateTimeOffset(due).InZone(zone).Date.PlusDays(-(rule.DaysBefore ?? 0));
        return zone.At(day, LocalTime.FromTimeOnly(rule.Time ?? default)).ToDateTimeOffset();
    }
}
