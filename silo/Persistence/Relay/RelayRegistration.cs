using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Actors.Persistence.Relay;

/// <summary>Adds the relay to a silo. It needs the feed, the fault points and an <see cref="IRelayTarget"/>.</summary>
public static class RelayRegistration
{
    /// <param name="services">The silo's services.</param>
    /// <param name="writerConnectionString">Npgsql connection string of the writer login.</param>
    /// <param name="options">Bounds.</param>
    public static IServiceCollection AddRelay(this IServiceCollection services, string writerConnectionString, RelayOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(s => new Jitter(new Random(SeedOf(s.GetRequiredService<TimeProvider>()))));
        services.AddSingleton(_ => new RelayDatabase(writerConnectionString, options));
        services.AddSingleton<RelayLeadership>();
        services.AddSingleton<RelayCursor>();
        services.AddSingleton<RelaySource>();
        services.AddSingleton<RelayPublisher>();
        services.AddSingleton<RelayMetrics>();
        services.AddHostedService<LogRelay>();
        return services;
    }

    /// <summary>Another one in each silo.</summary>
    private static int SeedOf(TimeProvider time) => HashCode.Combine(Environment.ProcessId, time.GetTimestamp());
}
