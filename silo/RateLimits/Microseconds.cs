namespace Crm.Actors.RateLimits;

/// <summary>The unit of buckets, because it is that of Redis' clock.</summary>
internal static class Microseconds
{
    private const long Second = 1_000_000;

    /// <summary>Now, from an arbitrary moment on; never goes back. In whole numbers: a double is not exact for clocks that count from year 1.</summary>
    public static long Of(TimeProvider clock)
    {
        var (now, frequency) = (clock.GetTimestamp(), clock.TimestampFrequency);
        return frequency % Second == 0 ? now / (frequency / Second) : (long)((Int128)now * Second / frequency);
    }
}
