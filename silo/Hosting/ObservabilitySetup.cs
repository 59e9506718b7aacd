using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Observability.Listening;
using Crm.Actors.Observability.Metrics;
using Crm.Actors.Observability.Traces;
using Crm.Actors.Persistence.Backlog;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Silo.Health;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Silo.Telegram.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class ObservabilitySetup
{
    /// <summary>Figures, traces and probes. Added first: what answers probes starts before the silo, and stops after it.</summary>
    public static void AddObservability(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddInstruments();
        builder.Services.AddSiloTraces(settings.Observability);
        if (settings.HttpUrl is { } url)
        {
            builder.Services.AddMetricsExport(settings.Observability);
            builder.Services.AddSideListener(url);
            builder.Services.AddBacklog(settings);
        }
    }

    private static void AddInstruments(this IServiceCollection services)
    {
        services.AddSingleton<EditMetrics>();
        services.AddSingleton<StoreMetrics>();
        services.AddSingleton<DueMetrics>();
        services.AddSingleton<LogInMetrics>();
        services.AddSingleton<SenderMetrics>();
        services.AddSingleton<BacklogMetrics>();
    }

    private static void AddSideListener(this IServiceCollection services, string url)
    {
        services.AddSingleton<SiloReadiness>();
        // Asked for when the first probe comes: the silo's parts are not there before it starts.
        services.AddSingleton(sp => new SideListenerOptions(url, () => sp.GetRequiredService<SiloReadiness>().IsReadyAsync()));
        services.AddHostedService<InstrumentsAtStart>();
        services.AddHostedService<SideListener>();
    }

    private static void AddBacklog(this IServiceCollection services, SiloSettings settings)
    {
        services.AddSingleton<IBacklogSource, NotificationBacklog>();
        if (settings.Messaging.Broker is null)
            services.AddSingleton<IBacklogSource, ParkedLetterBacklog>();
        else
            services.AddSingleton<IBacklogSource, BrokerBacklog>();
        services.AddHostedService<BacklogKeeper>();
    }
}
