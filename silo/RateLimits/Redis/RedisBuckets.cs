namespace Crm.Actors.RateLimits.Redis;

/// <summary>
/// Buckets that all processes share. A process takes a tenth of a bucket at a time and gives it out by itself, so most requests ask nobody;
/// while Redis is away it counts alone.
/// </summary>
/// <param name="name">Distinguishes the limit in Redis.</param>
/// <param name="tokens">Redis.</param>
/// <param name="alone">Counts while Redis is away.</param>
/// <param name="clock">Ends leases.</param>
/// <param name="capacity">Leases per generation; see <see cref="BoundedTable{T}"/>.</param>
public sealed class RedisBuckets(string name, RedisTokens tokens, MemoryBuckets alone, TimeProvider clock, int capacity = MemoryBuckets.DefaultCapacity)
    : ITokenBuckets
{
    private const int PartOfBucket = 10;

    private readonly BoundedTable<Lease> _leases = new(capacity);

    /// <inheritdoc/>
    public RateLimit Limit => alone.Limit;

    private int LeaseSize => Math.Max(1, Limit.Burst / PartOfBucket);

    /// <inheritdoc/>
    public ValueTask<Taken> TakeAsync(UInt128 id)
    {
        var lease = _leases.Find(id);
        if (lease.TryTake(Microseconds.Of(clock), out var taken)) return new(taken);
        return tokens.IsToBeAsked() ? new(RenewAsync(id, lease)) : alone.TakeAsync(id);
    }

    private async Task<Taken> RenewAsync(UInt128 id, Lease lease)
    {
        // Others who wait may take all that comes; each round either gives or refuses at least one.
        while (await lease.RenewAsync(Microseconds.Of(clock), held => FillAsync(id, held)))
        {
            if (lease.TryTake(Microseconds.Of(clock), out var taken)) return taken;
        }

        return alone.Take(id);
    }

    private async Task<bool> FillAsync(UInt128 id, Lease lease)
    {
        if (await tokens.TakeAsync(name, id, Limit, LeaseSize) is not { } granted) return false;
        lease.Put(granted, Microseconds.Of(clock));
        return true;
    }
}
