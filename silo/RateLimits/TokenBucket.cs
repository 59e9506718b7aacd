namespace Crm.Actors.RateLimits;

/// <summary>
/// One bucket, as the moment when it will be full (the generic cell rate algorithm, ITU-T I.371): a token moves that moment by one interval, and
/// no token is given that would move it further away than the capacity. One number, so that taking a token is one compare-and-swap.
/// </summary>
internal sealed class TokenBucket
{
    private long _full;

    /// <param name="limit">Rate and size.</param>
    /// <param name="now">Microseconds of a clock that never goes back.</param>
    public Taken Take(RateLimit limit, long now)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _full);
            var next = Math.Max(seen, now) + limit.Interval;
            var room = limit.Capacity - (next - now);
            if (room < 0) return new Taken(0, -room);
            if (Interlocked.CompareExchange(ref _full, next, seen) == seen) return new Taken((int)(room / limit.Interval), 0);
        }
    }
}
