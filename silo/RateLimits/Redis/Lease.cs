namespace Crm.Actors.RateLimits.Redis;

/// <summary>Tokens that were taken from a bucket in Redis and are given out here, and what was last heard of that bucket.</summary>
internal sealed class Lease
{
    /// <summary>Microseconds after which tokens that nobody wanted are dropped, so that they do not add to a later burst.</summary>
    private const long Lifetime = 10_000_000;

    private readonly Lock _lock = new();
    private int _tokens;
    private int _remaining;
    private long _ends;
    private long _refusedUntil;
    private Task<bool>? _renewal;

    /// <summary>Whether what is known here is enough for an answer.</summary>
    public bool TryTake(long now, out Taken taken)
    {
        lock (_lock)
        {
            taken = default;
            if (now < _refusedUntil)
            {
                taken = new Taken(0, _refusedUntil - now);
                return true;
            }

            if (_tokens == 0 || now >= _ends) return false;
            taken = new Taken(--_tokens + _remaining, 0);
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
            _refusedUntil = now + granted.Wait;
        }
    }

    /// <summary>Renews the lease, once for all who wait for it. False when Redis is away.</summary>
    public Task<bool> RenewAsync(Func<Lease, Task<bool>> renew)
    {
        lock (_lock)
            return _renewal is { IsCompleted: false } running ? running : _renewal = renew(this);
    }
}
