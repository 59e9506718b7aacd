using System.Collections.Immutable;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Calendars;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>The parts of a pipeline's working hours.</summary>
internal static class WorkingHoursChecks
{
    public const int MaxHolidays = 366;

    /// <param name="checks">Takes what is wrong.</param>
    /// <param name="hours">What is to hold.</param>
    public static void Check(FieldChecks checks, WorkingHours hours)
    {
        if (!TimeZones.TryFind(hours.TimeZone, out _))
            checks.Add("#/hours/timeZone", "Must be a time zone of the IANA database, such as Europe/Berlin.");
        if (hours.Closes != TimeOnly.MinValue && hours.Closes <= hours.Opens)
            checks.Add("#/hours/closes", "Must be after opens; 00:00 is the end of the day.");
        Days(checks, hours.Days);
        if (hours.Holidays.Length > MaxHolidays)
            checks.Add("#/hours/holidays", $"Must have at most {MaxHolidays} entries.");
        else if (hours.Holidays.Distinct().Count() < hours.Holidays.Length)
            checks.Add("#/hours/holidays", "Must not have a date twice.");
        else if (hours.Holidays.Any(static day => day.Year is < 1970 or > 2999))
            checks.Add("#/hours/holidays", "Must be from 1970 to 2999.");
    }

    private static void Days(FieldChecks checks, ImmutableArray<string> days)
    {
        if (days.IsEmpty || days.Distinct(StringComparer.Ordinal).Count() < days.Length || !days.All(static day => WorkingHours.AllDays.Contains(day)))
            checks.Add("#/hours/days", $"Must be one or more different of {string.Join(", ", WorkingHours.AllDays)}.");
    }
}
