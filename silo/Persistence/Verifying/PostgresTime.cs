namespace Crm.Actors.Persistence.Verifying;

/// <summary>Times and dates as the database sends and takes them in binary: microseconds and days since 2000.</summary>
internal static class PostgresTime
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly long Least = Of(DateTimeOffset.MinValue);
    private static readonly long Most = Of(DateTimeOffset.MaxValue);
    private static readonly int EpochDay = new DateOnly(2000, 1, 1).DayNumber;

    public static long Of(DateTimeOffset at) => (at - Epoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static int Of(DateOnly date) => date.DayNumber - EpochDay;

    /// <summary>UTC. What .NET has no time for, such as infinity, is the last or the first that it has.</summary>
    public static DateTimeOffset Read(long microseconds) => Epoch.AddTicks(Math.Clamp(microseconds, Least, Most) * TimeSpan.TicksPerMicrosecond);
}
