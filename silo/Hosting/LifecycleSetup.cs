using Crm.Actors.Persistence.Feed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace Crm.Actors.Silo.Hosting;

internal static class LifecycleSetup
{
    /// <summary>What hosted services and grains may take to end, beside the drain.</summary>
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Clients look at the list of silos every 5 s. One that has been told to leave this silo alone believes the list again after that, and the silo is on it
    /// until its stay is over.
    /// </summary>
    private static readonly TimeSpan LongestStay = TimeSpan.FromSeconds(4);

    /// <summary>
    /// While silos come and go, they know at different times where a grain is, and a request may go to the wrong one a few times before it meets it. Orleans' own
    /// limit is 2.
    /// </summary>
    private const int MostForwards = 8;

    /// <summary>How a silo joins the others, and how it leaves them.</summary>
    public static void AddLifecycle(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        var stay = settings.DrainDelay < LongestStay ? settings.DrainDelay : LongestStay;
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = stay + ToEnd);
        builder.UseOrleans(silo =>
        {
            silo.Configure<SiloMessagingOptions>(messaging =>
                (messaging.ClientGatewayShutdownNotificationTimeout, messaging.MaxForwardCount) = (stay, MostForwards));
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, WarmUp>();
            silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services =>
                new SiloDrain(services.GetRequiredService<FeedTail>(), services.GetRequiredService<TimeProvider>(), lingers: stay > TimeSpan.Zero));
        });
    }
}
