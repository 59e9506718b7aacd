using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notes;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Notes;
using Crm.Actors.Persistence.Payments;
using Crm.Actors.Persistence.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class DealsSetup
{
    /// <summary>Deals, their pipelines, payments and notes, and what they were.</summary>
    public static void AddDeals(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddSingleton<IAggregateMapping<DealState, DealEvent>, DealMapping>();
        builder.Services.AddSingleton<IDealPast, DealPast>();
        builder.Services.AddSingleton<IAggregateMapping<PaymentState, PaymentEvent>, PaymentMapping>();
        builder.Services.AddSingleton<IPaymentReads, PaymentReads>();
        builder.Services.AddSingleton<IAggregateMapping<NoteState, NoteEvent>, NoteMapping>();
        builder.Services.AddSingleton<INoteReads, NoteReads>();
        builder.Services.AddSingleton<IAggregateMapping<PipelineState, PipelineEvent>, PipelineMapping>();
        builder.Services.AddSingleton<IPipelineReads, PipelineReads>();
        builder.Services.AddSingleton<KnownPipelines>();
        builder.Services.AddSingleton<ICrashPoints>(settings.Faults);
        builder.Services.AddHostedService<TransferKeeper>();
    }
}
