using Crm.Actors.Gateway.Notifications;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Streams.Live;
using Crm.Actors.Gateway.Streams.Summaries;
using Crm.Actors.Gateway.Streams.Tickets;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Adds the event streams to the gateway, and the notifications that one of them follows.</summary>
internal static class StreamsRegistration
{
    public static IServiceCollection AddStreams(this IServiceCollection services)
    {
        services.AddSingleton(new NamedSchema(StreamDocs.Schema, _ => StreamDocs.ToSchema()));
        services.AddSingleton(new StreamOptions());
        services.AddSingleton<IStreamAccess, StreamAccess>();
        services.AddSingleton<IFeedSource, GrainFeedSource>();
        services.AddSingleton<FeedFollowing>();
        services.AddSingleton<FeedFigures>();
        services.AddSingleton<StreamMetrics>();
        services.AddSingleton<StreamHub>();
        services.AddSingleton<LogPages>();
        services.AddSingleton<StreamResume>();
        services.AddSingleton<ISummarySource, GrainSummarySource>();
        services.AddSingleton<SummaryBoard>();
        services.AddSingleton<StreamSessions>();
        services.AddSingleton<StreamClock>();
        services.AddHostedService(s => s.GetRequiredService<StreamClock>());
        services.AddHostedService<FeedLoop>();
        services.AddHostedService<SummaryLoop>();
        return services.AddStreamTickets().AddLiveStreams().AddNotifications();
    }
}
