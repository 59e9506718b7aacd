using Crm.Actors.Grains.Notifications;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.Notifications;
using Crm.Actors.Persistence.Payments;
using Crm.Actors.Persistence.Pipelines;
using Crm.Actors.Persistence.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class ConsumersSetup
{
    /// <summary>The consumers of events, and what they keep for readers.</summary>
    public static void AddConsumers(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddConsumerKernel(settings.Writer);
        builder.Services.AddConsumer<PipelineDelta, PipelineConsumer, PipelineTotalsWriter>();
        builder.Services.AddConsumer<DealTotalDelta, DealTotalsConsumer, DealTotalsWriter>();
        builder.Services.AddConsumer<DealDemand, DealAutomationConsumer, DealDemandsWriter>();
        builder.Services.AddConsumer<NotificationSource, NotificationConsumer, NotificationSourcesWriter>();
        builder.Services.AddSingleton<IPipelineSummaries, PipelineSummaries>();
    }
}
