using System.Globalization;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Times as people read them.</summary>
public static class LocalTimes
{
    /// <summary>Such as <c>2026-12-24 10:00</c>, in a time zone.</summary>
    public static string Write(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// The moment of a local time. One that a clock skips in spring is as much later as it is skipped; of one that it shows twice in autumn it is the first.
    /// </summary>
    public static DateTimeOffset At(DateTime local, TimeZoneInfo zone)
    {
        var unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        // A clock that was moved forward has the offset of before for the hour that it skipped.
        var offset = zone.IsInvalidTime(unspecified) ? zone.GetUtcOffset(unspecified.AddHours(-3)) : FirstOffset(unspecified, zone);
        return new DateTimeOffset(unspecified, offset).ToUniversalTime();
    }

    private static TimeSpan FirstOffset(DateTime local, TimeZoneInfo zone) =>
        zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
}
