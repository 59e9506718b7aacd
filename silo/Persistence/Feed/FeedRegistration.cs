using Crm.Actors.Grains.Feed;
using Crm.Actors.Grains.Health;
using Crm.Actors.Persistence.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Crm.Actors.Persistence.Feed;

/// <summary>Adds the read side of the log to a silo.</summary>
public static class FeedRegistration
{
    /// <param name="services">The silo's services.</param>
    /// <param name="connectionString">Npgsql connection string of the reader login.</param>
    /// <param name="options">Retention and bounds.</param>
    public static IServiceCollection AddFeed(this IServiceCollection services, string connectionString, FeedOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new FeedDatabase(connectionString));
        services.AddSingleton<FeedReader>();
        services.AddSingleton<FeedSignal>();
        services.AddSingleton<RetentionHorizon>();
        services.AddSingleton(new RecentEvents(options.RecentEvents, options.RecentBytes));
        services.AddSingleton<FeedTail>();
        services.AddSingleton<IFeedLog>(s => s.GetRequiredService<FeedTail>());
        services.AddSingleton<IDatabaseHealth, DatabaseHealth>();
        services.AddHostedService(s => s.GetRequiredService<FeedTail>());
        services.AddHostedService<FeedListener>();
        return services;
    }
}
