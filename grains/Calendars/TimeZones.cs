using System.Diagnostics.CodeAnalysis;
using NodaTime;
using NodaTime.TimeZones;

namespace Crm.Actors.Grains.Calendars;

/// <summary>The time zones of the IANA database that the library brings along, whatever the machine has.</summary>
public static class TimeZones
{
    /// <summary>What holds where none is named.</summary>
    public const string Utc = "UTC";

    /// <summary>The most characters of an id.</summary>
    public const int MaxId = 64;

    /// <summary>Finds a zone by its name in the database. An offset such as <c>UTC+03:00</c>, which the library would make a zone of, is none.</summary>
    /// <param name="id">Such as <c>Europe/Berlin</c>.</param>
    /// <param name="zone">The zone.</param>
    public static bool TryFind(string? id, [NotNullWhen(true)] out DateTimeZone? zone)
    {
        zone = id is { Length: > 0 and <= MaxId } && TzdbDateTimeZoneSource.Default.CanonicalIdMap.ContainsKey(id) ? DateTimeZoneProviders.Tzdb[id] : null;
        return zone is not null;
    }

    /// <summary>A zone that was checked before. One that a later database does not have any more counts as UTC.</summary>
    public static DateTimeZone Of(string id) => TryFind(id, out var zone) ? zone : DateTimeZone.Utc;

    /// <summary>
    /// The moment of a local time. A time that a clock skips, because it is put forward, is as much later as the clock is put forward; of a time that
    /// comes twice the first one counts.
    /// </summary>
    public static Instant At(this DateTimeZone zone, LocalDate date, LocalTime time) => zone.AtLeniently(date.At(time)).ToInstant();
}
