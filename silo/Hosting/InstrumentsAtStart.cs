using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.Backlog;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Silo.Telegram.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

/// <summary>Makes all instruments when the silo starts, so that what has not happened yet is shown as 0 and not as missing.</summary>
internal sealed class InstrumentsAtStart(IServiceProvider services) : IHostedService
{
    private static readonly Type[] Instruments =
    [
        typeof(EditMetrics), typeof(StoreMetrics), typeof(DueMetrics), typeof(LogInMetrics), typeof(SenderMetrics), typeof(BacklogMetrics),
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var instrument in Instruments)
            services.GetRequiredService(instrument);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
