using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>
/// Times in words, English and Russian: a day (today, tomorrow, friday, 2026-12-24, 24.12, 24.12.2026) with or without a time, a time alone, or a
/// distance (in 2 hours, +7d). A day without a time is due at <see cref="EndOfWork"/>. Pure.
/// </summary>
public static partial class DueWords
{
    /// <summary>When a day's work ends, if nobody says otherwise.</summary>
    public static readonly TimeOnly EndOfWork = new(18, 0);

    private const int FirstYear = 2000;
    private const int LastYear = 2200;

    private static readonly string[] Dates = ["yyyy-M-d", "d.M.yyyy", "d.M.yy"];

    /// <summary>The moment, UTC; null for what is not understood.</summary>
    /// <param name="text">The words.</param>
    /// <param name="now">UTC.</param>
    /// <param name="zone">Where they are meant.</param>
    public static DateTimeOffset? Read(string text, DateTimeOffset now, DateTimeZone zone)
    {
        var words = text.Trim().ToLowerInvariant();
        if (Distance(words) is { } distance)
            return DistanceFrom(now, distance, zone);
        var local = LocalTimes.Of(now, zone);
        var (dayWords, time) = SplitTime(words);
        if (dayWords.Length == 0)
            return time is { } alone ? LocalTimes.At(NextAt(local, alone), zone) : null;
        return Day(dayWords, DateOnly.FromDateTime(local)) is { Year: >= FirstYear and <= LastYear } day ? LocalTimes.At(day.ToDateTime(time ?? EndOfWork), zone) : null;
    }

    [GeneratedRegex(@"^(?:in|через|\+)\s*(?:(?<count>[0-9]{1,4})\s*)?(?<unit>\p{L}+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex DistanceWords();

    [GeneratedRegex(@"(?:^|\s)(?:at\s+|в\s+|к\s+)?(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})$|(?:^|\s)(?:at|в|к)\s+(?<hour>[0-9]{1,2})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex TimeAtTheEnd();

    private static TimeSpan? Distance(string words)
    {
        var match = DistanceWords().Match(words);
        if (!match.Success || Durations.UnitOf(match.Groups["unit"].Value) is not { } unit)
            return null;
        var count = match.Groups["count"] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 1;
        return count == 0 ? null : unit * count;
    }

    /// <summary>Days are days of the calendar, also over a change of the clocks.</summary>
    private static DateTimeOffset DistanceFrom(DateTimeOffset now, TimeSpan distance, DateTimeZone zone) =>
        distance.Ticks % TimeSpan.TicksPerDay == 0 ? LocalTimes.At(LocalTimes.Of(now, zone) + distance, zone) : now + distance;

    private static (string Day, TimeOnly? Time) SplitTime(string words)
    {
        var match = TimeAtTheEnd().Match(words);
        if (!match.Success)
            return (words, null);
        var hour = int.Parse(match.Groups["hour"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = match.Groups["minute"] is { Success: true } digits ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;
        return hour < 24 && minute < 60 ? (words[..match.Index].TrimEnd(' ', ','), new TimeOnly(hour, minute)) : (words, null);
    }

    private static DateTime NextAt(DateTime local, TimeOnly time)
    {
        var today = DateOnly.FromDateTime(local).ToDateTime(time);
        return today > local ? today : today.AddDays(1);
    }

    private static DateOnly? Day(string words, DateOnly today)
    {
        var name = words.StartsWith("on ", StringComparison.Ordinal) || words.StartsWith("во ", StringComparison.Ordinal) ? words[3..]
            : words.StartsWith("в ", StringComparison.Ordinal) ? words[2..] : words;
        if (Named(name) is { } after)
            return today.AddDays(after);
        if (Weekday(name) is { } weekday)
            return today.AddDays(((int)weekday - (int)today.DayOfWeek + 6) % 7 + 1);
        if (DateOnly.TryParseExact(name, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date;
        return ThisYearOrNext(name, today);
    }

    private static DateOnly? ThisYearOrNext(string name, DateOnly today)
    {
        if (!DateOnly.TryParseExact($"{name}.{today.Year}", "d.M.yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return null;
        return date >= today ? date : date.AddYears(1);
    }

    private static int? Named(string word) => word switch
    {
        "today" or "сегодня" => 0,
        "tomorrow" or "завтра" => 1,
        "day after tomorrow" or "послезавтра" => 2,
        _ => null,
    };

    private static DayOfWeek? Weekday(string word) => word switch
    {
        "monday" or "mon" or "понедельник" or "пн" => DayOfWeek.Monday,
        "tuesday" or "tue" or "вторник" or "вт" => DayOfWeek.Tuesday,
        "wednesday" or "wed" or "среда" or "среду" or "ср" => DayOfWeek.Wednesday,
        "thursday" or "thu" or "четверг" or "чт" => DayOfWeek.Thursday,
        "friday" or "fri" or "пятница" or "пятницу" or "пт" => DayOfWeek.Friday,
        "saturday" or "sat" or "суббота" or "субботу" or "сб" => DayOfWeek.Saturday,
        "sunday" or "sun" or "воскресенье" or "вс" => DayOfWeek.Sunday,
        _ => null,
    };
}
