namespace Crm.Actors.RateLimits;

/// <summary>The unit of buckets, because it is that of Redis' clock.</summary>
internal static class Microseconds
{
    /// <summary>Now, from an arbitrary moment on; never goes back.</summary>
    public static long Of(TimeProvider clock) => clock.GetElapsedTime(0, clock.GetTimestamp()).Ticks / TimeSpan.TicksPerMicrosecond;
}
