using System.Globalization;
using NodaTime;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Times as people read them.</summary>
public static class LocalTimes
{
    /// <summary>What the clocks of a time zone show.</summary>
    public static DateTime Of(DateTimeOffset time, DateTimeZone zone) => Instant.FromDateTimeOffset(time).InZone(zone).ToDateTimeUnspecified();

    /// <summary>Such as <c>2026-12-24 10:00</c>, in a time zone.</summary>
    public static string Write(DateTimeOffset time, DateTimeZone zone) => Of(time, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>
    /// The moment of a local time. One that a clock skips in spring is as much later as it is skipped; of one that it shows twice in autumn it is the first.
    /// </summary>
    public static DateTimeOffset At(DateTime local, DateTimeZone zone) => zone.AtLeniently(LocalDateTime.FromDateTime(local)).ToInstant().ToDateTimeOffset();
}
