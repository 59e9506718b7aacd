namespace Crm.Actors.Gateway.Feed;

/// <summary>What the gateway knows of the event feed.</summary>
internal static class FeedSetup
{
    public static IServiceCollection AddFeed(this IServiceCollection services) => services.AddSingleton<FeedEpoch>();
}
