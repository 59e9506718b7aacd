using Crm.Actors.Persistence.Relay;
using Crm.Actors.Silo.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class RelaySetup
{
    /// <summary>Publishes the log for our streams and for other systems. Added last: it starts after the silo and the feed, and stops before them.</summary>
    public static void AddRelay(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        if (settings.Messaging.Broker is null)
            builder.Services.AddSingleton<IRelayTarget, StreamRelayTarget>();
        else
            builder.Services.AddSingleton<IRelayTarget, BrokerRelayTarget>();
        builder.Services.AddRelay(settings.Writer.ConnectionString, new RelayOptions());
    }
}
