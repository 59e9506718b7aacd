namespace Crm.Actors.RateLimits.Redis;

/// <summary>Tokens that were taken from a bucket in Redis and are given out here, and what was last heard of that bucket.</summary>
internal sealed class Lease
{
    /// <summary>Microseconds after which tokens that nobody wanted are dropped, so that they do not add to a later burst.</summary>
    private const long Lifetime = 10_000_000;

    private static readonly Task<bool> Renewed = Task.FromResult(true);

    private readonly Lock _lock = new();
    private int _tokens;
    private int _remaining;
    private long _ends;
    private long _refusedUntil = long.MinValue;
    private Task<bool>? _renewal;

    /// <summary>Whether what is known here is enough for an answer.</summary>
    public bool TryTake(long now, out Taken taken)
    {
        lock (_lock)
        {
            taken = default;
            if (!Answers(now)) return false;
            taken = now < _refusedUntil ? new Taken(0, _refusedUntil - now) : new Taken(--_tokens + _remaining, 0);
            return true;
        }
    }

    public void Put(Granted granted, long now)
    {
        lock (_lock)
        {
            _tokens = granted.Tokens;
            _remaining = granted.Remaining;
            _ends = now + Lifetime;
            // Not "now" when nothing is to be waited for: who read the clock before and comes after would be refused for that moment.
            _refusedUntil = granted.Wait > 0 ? now + granted.Wait : long.MinValue;
        }
    }

    /// <summary>Renews the lease unless somebody did meanwhile, once for all who wait for it. False when Redis is away.</summary>
    public Task<bool> RenewAsync(long now, Func<Lease, Task<bool>> renew)
    {
        lock (_lock)
        {
            if (Answers(now)) return Renewed;
            return _renewal is { IsCompleted: false } running ? running : _renewal = renew(this);
        }
    }

    private bool Answers(long now) => now < _refusedUntil || (_tokens > 0 && now < _ends);
}
