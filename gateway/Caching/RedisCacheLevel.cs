using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.RateLimits.Redis;
using Microsoft.Extensions.Caching.Distributed;

namespace Crm.Actors.Gateway.Caching;

/// <summary>
/// The answers that gateways share, in Redis at <c>cache:{build}:{name}</c>. Gateways of another build may read other fields out of the same bytes, so
/// they have their own. Only what the cache uses is there: it never blocks a thread.
/// </summary>
internal sealed class RedisCacheLevel(RedisLink redis, TimeProvider time) : IDistributedCache
{
    private static readonly string Prefix = $"cache:{BuildOf(typeof(RedisCacheLevel))}{BuildOf(typeof(PipelineView))}:";

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) => await redis.RunAsync(database => database.StringGetAsync(Prefix + key));

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        var lifetime = options.AbsoluteExpirationRelativeToNow ?? options.AbsoluteExpiration - time.GetUtcNow();
        return lifetime is { } left && left > TimeSpan.Zero ? redis.RunAsync(database => database.StringSetAsync(Prefix + key, value, left)) : Task.CompletedTask;
    }

    public Task RemoveAsync(string key, CancellationToken token = default) => redis.RunAsync(database => database.KeyDeleteAsync(Prefix + key));

    public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

    private static string BuildOf(Type type) => type.Module.ModuleVersionId.ToString("N")[..8];

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();
}
