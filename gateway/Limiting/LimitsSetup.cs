using Crm.Actors.Gateway.Configuration;
using Crm.Actors.RateLimits.Redis;

namespace Crm.Actors.Gateway.Limiting;

/// <summary>Rate limits: token buckets per address, user and API key, shared through Redis where there is one.</summary>
internal static class LimitsSetup
{
    /// <summary>How long a request may wait for Redis before its process counts alone.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    public static IServiceCollection AddLimits(this IServiceCollection services, EdgeSettings settings)
    {
        if (settings.Redis is { } redis)
        {
            services.AddSingleton(sp => new RedisLink(redis, Patience, sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<RedisLink>>()));
            services.AddSingleton<RedisTokens>();
        }

        return services.AddSingleton(sp => new HttpLimits(settings, sp.GetRequiredService<TimeProvider>(), sp.GetService<RedisTokens>()));
    }

    /// <summary>Comes before authentication, which costs.</summary>
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app) => app.UseMiddleware<AddressLimitMiddleware>();

    /// <summary>Comes after authentication, which says who it is.</summary>
    public static IApplicationBuilder UseCallerLimits(this IApplicationBuilder app) => app.UseMiddleware<CallerLimitMiddleware>();
}
