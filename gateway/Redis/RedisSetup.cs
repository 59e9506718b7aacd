using Crm.Actors.Gateway.Configuration;
using Crm.Actors.RateLimits.Redis;

namespace Crm.Actors.Gateway.Redis;

/// <summary>The gateway's connection to Redis, where there is one. Nothing waits for it for long: each use goes on without.</summary>
internal static class RedisSetup
{
    /// <summary>How long a request may wait for Redis before its process goes on alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public static IServiceCollection AddRedis(this IServiceCollection services, EdgeSettings settings) => settings.Redis is { } redis
        ? services.AddSingleton(sp => new RedisLink(redis, Patience, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<RedisLink>>()))
        : services;
}
