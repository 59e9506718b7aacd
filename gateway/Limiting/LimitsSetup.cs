using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Redis;
using Crm.Actors.RateLimits.Redis;

namespace Crm.Actors.Gateway.Limiting;

/// <summary>Rate limits: token buckets per address, user and API key, shared through Redis where there is one.</summary>
internal static class LimitsSetup
{
    public static IServiceCollection AddLimits(this IServiceCollection services, EdgeSettings settings)
    {
        if (settings.Redis is not null) services.AddSingleton<RedisTokens>();
        return services.AddRedis(settings).AddSingleton(sp => new HttpLimits(settings, sp.GetRequiredService<TimeProvider>(), sp.GetService<RedisTokens>()));
    }

    /// <summary>Comes before authentication, which costs.</summary>
    public static IApplicationBuilder UseAddressLimits(this IApplicationBuilder app) => app.UseMiddleware<AddressLimitMiddleware>();

    /// <summary>Comes after authentication, which says who it is.</summary>
    public static IApplicationBuilder UseCallerLimits(this IApplicationBuilder app) => app.UseMiddleware<CallerLimitMiddleware>();
}
