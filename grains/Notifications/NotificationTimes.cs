using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Calendars;
using NodaTime;
using NodaTime.TimeZones;

namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// When a notification goes out. Hours are those of the wall clock in the user's zone. Where the clock is put forward, an hour that is left
/// out is the one an hour later; where it is put back, quiet hours begin the first and end the second time that it is so late, and a digest
/// goes out the first time: so nobody is woken too early, and a day has one digest.
/// </summary>
public static class NotificationTimes
{
    private static readonly ZoneLocalMappingResolver Later = Resolvers.CreateMappingResolver(Resolvers.ReturnLater, Resolvers.ReturnForwardShifted);
    private static readonly ZoneLocalMappingResolver Earlier = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

    /// <summary>How what comes now goes out on a channel.</summary>
    public static PendingDelivery Next(NotificationPreferences preferences, string channel, DateTimeOffset now)
    {
        var zone = TimeZones.Of(preferences.TimeZone);
        return preferences.DigestAt is { } at && preferences.DigestChannels.Contains(channel, StringComparer.Ordinal)
            ? new(channel, DigestAfter(now, zone, Local(at)), InDigest: true)
            : new(channel, QuietUntil(now, zone, preferences) ?? now, InDigest: false);
    }

    private static DateTimeOffset DigestAfter(DateTimeOffset now, DateTimeZone zone, LocalTime at)
    {
        var date = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        var today = At(date, at, zone, Earlier);
        return today > now ? today : At(date.PlusDays(1), at, zone, Earlier);
    }

    /// <summary>The end of the quiet hours that it is in; null outside of them.</summary>
    private static DateTimeOffset? QuietUntil(DateTimeOffset now, DateTimeZone zone, NotificationPreferences preferences)
    {
        if (preferences is not { QuietFrom: { } quietFrom, QuietTo: { } quietTo })
            return null;
        var (from, to) = (Local(quietFrom), Local(quietTo));
        var today = Instant.FromDateTimeOffset(now).InZone(zone).Date;
        // Those that begin today, or those that began yesterday and go on over midnight.
        return EndIfIn(now, today, from, to, zone) ?? EndIfIn(now, today.PlusDays(-1), from, to, zone);
    }

    /// <summary>
    /// The end of the quiet hours that begin on a day, where it is between both. That is told by moments and not by what the clock shows: in an hour
    /// that comes twice the clock shows the end before it is there.
    /// </summary>
    private static DateTimeOffset? EndIfIn(DateTimeOffset now, LocalDate day, LocalTime from, LocalTime to, DateTimeZone zone)
    {
        var end = At(from < to ? day : day.PlusDays(1), to, zone, Later);
        return At(day, from, zone, Earlier) <= now && now < end ? end : null;
    }

    private static DateTimeOffset At(LocalDate date, LocalTime time, DateTimeZone zone, ZoneLocalMappingResolver resolver) =>
        zone.ResolveLocal(date.At(time), resolver).ToInstant().ToDateTimeOffset();

    private static LocalTime Local(TimeOnly time) => new(time.Hour, time.Minute);
}
