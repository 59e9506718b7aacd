using Crm.Actors.Persistence.Relay;
using Crm.Actors.Silo.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class RelaySetup
{
    /// <summary>Publishes the log on the stream provider. Added last: it starts after the silo and the feed, and stops before them.</summary>
    public static void AddRelay(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddSingleton<IRelayTarget, StreamRelayTarget>();
        builder.Services.AddRelay(settings.Writer.ConnectionString, new RelayOptions());
    }
}
