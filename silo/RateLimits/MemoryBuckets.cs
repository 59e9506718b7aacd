namespace Crm.Actors.RateLimits;

/// <summary>Buckets in the memory of this process.</summary>
/// <param name="limit">Rate and size.</param>
/// <param name="clock">Fills them.</param>
/// <param name="capacity">Buckets per generation; see <see cref="BoundedTable{T}"/>. Who is forgotten starts with a full bucket.</param>
public sealed class MemoryBuckets(RateLimit limit, TimeProvider clock, int capacity = MemoryBuckets.DefaultCapacity) : ITokenBuckets
{
    public const int DefaultCapacity = 1 << 16;

    private readonly BoundedTable<TokenBucket> _buckets = new(capacity);

    /// <inheritdoc/>
    public RateLimit Limit => limit;

    internal int Count => _buckets.Count;

    /// <inheritdoc/>
    public ValueTask<Taken> TakeAsync(UInt128 id) => new(Take(id));

    internal Taken Take(UInt128 id) => _buckets.Find(id).Take(limit, clock);
}
