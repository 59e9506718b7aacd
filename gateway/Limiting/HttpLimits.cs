using Crm.Actors.Gateway.Configuration;
using Crm.Actors.RateLimits;
using Crm.Actors.RateLimits.Redis;

namespace Crm.Actors.Gateway.Limiting;

/// <summary>The limits that hold; null where none does.</summary>
internal sealed class HttpLimits(EdgeSettings settings, TimeProvider clock, RedisTokens? redis = null)
{
    public HttpLimit? PerAddress { get; } = Create("address", settings.PerAddress, clock, redis);

    public HttpLimit? PerUser { get; } = Create("user", settings.PerUser, clock, redis);

    public HttpLimit? PerKey { get; } = Create("key", settings.PerKey, clock, redis);

    public HttpLimit? Registrations { get; } = Create("register", settings.Registrations, clock, redis);

    private static HttpLimit? Create(string name, RateLimit? limit, TimeProvider clock, RedisTokens? redis)
    {
        if (limit is null) return null;
        var alone = new MemoryBuckets(limit, clock);
        return new HttpLimit(name, redis is null ? alone : new RedisBuckets(name, redis, alone, clock));
    }
}
