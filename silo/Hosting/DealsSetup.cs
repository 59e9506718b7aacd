using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.EventStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class DealsSetup
{
    public static void AddDeals(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddSingleton<IAggregateMapping<DealState, DealEvent>, DealMapping>();
        builder.Services.AddSingleton<IDealPast, DealPast>();
    }
}
