using Crm.Actors.Contracts.Pipelines;
using NodaTime;

namespace Crm.Actors.Grains.Calendars;

/// <summary>Reckons in working hours and working days; pure. A day has the hours that pass between its opening and its closing, whatever the clocks do.</summary>
public sealed class BusinessCalendar
{
    /// <summary>How far ahead it is looked for working hours.</summary>
    private const int MostDays = 3660;

    private readonly DateTimeZone _zone;
    private readonly LocalTime _opens;
    private readonly LocalTime? _closes;
    private readonly HashSet<IsoDayOfWeek> _days;
    private readonly HashSet<LocalDate> _holidays;

    private BusinessCalendar(DateTimeZone zone, LocalTime opens, LocalTime? closes, HashSet<IsoDayOfWeek> days, HashSet<LocalDate> holidays) =>
        (_zone, _opens, _closes, _days, _holidays) = (zone, opens, closes, days, holidays);

    /// <param name="hours">As they were checked; null where every hour counts, in UTC.</param>
    public static BusinessCalendar Of(WorkingHours? hours) => hours is null
        ? new(DateTimeZone.Utc, LocalTime.Midnight, null, [.. WorkingHours.AllDays.Select(DayOf)], [])
        : new(
            TimeZones.Of(hours.TimeZone),
            LocalTime.FromTimeOnly(hours.Opens),
            hours.Closes == TimeOnly.MinValue ? null : LocalTime.FromTimeOnly(hours.Closes),
            [.. hours.Days.Select(DayOf)],
            [.. hours.Holidays.Select(LocalDate.FromDateOnly)]);

    /// <summary>The moment when so much working time has passed.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="work">Not negative; with none, the next moment at which somebody works.</param>
    /// <returns>UTC, in whole microseconds; null when nobody works so much within ten years.</returns>
    public DateTimeOffset? After(DateTimeOffset from, TimeSpan work)
    {
        var at = Instant.FromDateTimeOffset(from);
        var left = Duration.FromTimeSpan(work);
        foreach (var (opens, closes) in OpenFrom(at))
        {
            var starts = Instant.Max(opens, at);
            if (left <= closes - starts)
                return Utc(starts + left);
            left -= closes - starts;
        }

        return null;
    }

    /// <summary>The end of the working day that comes so many after the one that it is; while nobody works, it is the next one.</summary>
    /// <param name="from">UTC.</param>
    /// <param name="days">Not negative.</param>
    /// <returns>UTC; null when there are not so many within ten years.</returns>
    public DateTimeOffset? DaysAfter(DateTimeOffset from, int days)
    {
        foreach (var (_, closes) in OpenFrom(Instant.FromDateTimeOffset(from)))
        {
            if (days-- == 0)
                return Utc(closes);
        }

        return null;
    }

    /// <summary>The stretches of working time that end after a moment, one a day.</summary>
    private IEnumerable<(Instant Opens, Instant Closes)> OpenFrom(Instant at)
    {
        var date = at.InZone(_zone).Date;
        for (var i = 0; i < MostDays; i++, date = date.PlusDays(1))
        {
            if (!_days.Contains(date.DayOfWeek) || _holidays.Contains(date))
                continue;
            var opens = _zone.At(date, _opens);
            var closes = _closes is { } time ? _zone.At(date, time) : _zone.AtStartOfDay(date.PlusDays(1)).ToInstant();
            // Where the clocks skip the whole of it, nobody works that day.
            if (closes > opens && closes > at)
                yield return (opens, closes);
        }
    }

    private static IsoDayOfWeek DayOf(string name) => (IsoDayOfWeek)(WorkingHours.AllDays.IndexOf(name) + 1);

    private static DateTimeOffset Utc(Instant at)
    {
        var time = at.ToDateTimeOffset();
        return new DateTimeOffset(time.Ticks - time.Ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
    }
}
