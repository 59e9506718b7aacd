using Crm.Actors.Gateway.Configuration;
using Crm.Actors.RateLimits.Redis;
using Microsoft.Extensions.Options;
using ZiggyCreatures.Caching.Fusion;
using ZiggyCreatures.Caching.Fusion.Serialization.SystemTextJson;

namespace Crm.Actors.Gateway.Caching;

/// <summary>Remembered answers: in the gateway's memory, and behind it in Redis where there is one.</summary>
internal static class CachingSetup
{
    /// <summary>How long a request waits for an answer that another gateway has kept; asking the grain takes less than that.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    /// <summary>How long Redis is not asked after it did not answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddCaching(this IServiceCollection services, CacheSettings settings)
    {
        services.AddSingleton<FeedMarks>().AddSingleton<FeedDemand>().AddHostedService(static sp => sp.GetRequiredService<FeedDemand>());
        if (settings.IsOn)
        {
            services.AddSingleton<IFusionCache>(sp => Create(sp, settings.TimeToLive));
            // It says of each answer whether it has it, and Redis says itself that it is away.
            services.Configure<LoggerFilterOptions>(static logs => logs.AddFilter("ZiggyCreatures", LogLevel.Error));
        }

        return services.AddSingleton<AnswerCache>();
    }

    /// <param name="services">Redis is taken from there, if there is one.</param>
    /// <param name="timeToLive">Of each answer.</param>
    internal static FusionCache Create(IServiceProvider services, TimeSpan timeToLive)
    {
        var cache = new FusionCache(Options.Create(OptionsOf(timeToLive)), null, services.GetService<ILogger<FusionCache>>());
        if (services.GetService<RedisLink>() is { } redis)
            cache.SetupDistributedCache(new RedisCacheLevel(redis, services.GetRequiredService<TimeProvider>()), new FusionCacheSystemTextJsonSerializer());
        return cache;
    }

    private static FusionCacheOptions OptionsOf(TimeSpan timeToLive) => new()
    {
        CacheName = "answers",
        DefaultEntryOptions = new FusionCacheEntryOptions(timeToLive)
        {
            // What cannot be read is as good as not there.
            ReThrowSerializationExceptions = false,
            DistributedCacheHardTimeout = Patience,
            AllowBackgroundDistributedCacheOperations = true,
        },
        DistributedCacheCircuitBreakerDuration = Pause,
        // Positions say what is out of date, so nothing has to be told to other gateways, now or later.
        EnableAutoRecovery = false,
        DisableTagging = true,
        EnableBestPracticesAdvisor = false,
    };
}
