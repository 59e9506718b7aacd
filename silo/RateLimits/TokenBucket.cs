namespace Crm.Actors.RateLimits;

/// <summary>
/// One bucket, as the moment when it will be full (the generic cell rate algorithm, ITU-T I.371): a token moves that moment by one interval, and
/// no token is given that would move it further away than the capacity. One number, so that taking a token is one compare-and-swap.
/// </summary>
internal sealed class TokenBucket
{
    private long _full;

    /// <param name="limit">Rate and size.</param>
    /// <param name="clock">Fills it. Never goes back.</param>
    public Taken Take(RateLimit limit, TimeProvider clock)
    {
        while (true)
        {
            var seen = Volatile.Read(ref _full);
            // In this order: with a time from before, what others took since would count as taken in advance, and a full bucket might refuse.
            var now = Microseconds.Of(clock);
            var next = Math.Max(seen, now) + limit.Interval;
            var room = limit.Capacity - (next - now);
            if (room < 0) return new Taken(0, -room);
            if (Interlocked.CompareExchange(ref _full, next, seen) == seen) return new Taken((int)(room / limit.Interval), 0);
        }
    }
}
