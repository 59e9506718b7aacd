using Crm.Actors.Grains.Deals;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Adds the lists and histories of deals to a silo.</summary>
public static class DealQueriesRegistration
{
    /// <param name="services">The silo's services.</param>
    /// <param name="readerConnectionString">Npgsql connection string of the reader login.</param>
    /// <param name="writerConnectionString">The writer login's, with which the list, and what deals were, follow the log.</param>
    public static IServiceCollection AddDealQueries(this IServiceCollection services, string readerConnectionString, string writerConnectionString)
    {
        services.AddSingleton(_ => new DealQueryDatabase(readerConnectionString));
        services.AddSingleton(_ => new DealListFollower(writerConnectionString));
        services.AddHostedService<DealListKeeper>();
        services.AddSingleton(_ => new FormerDeals(writerConnectionString));
        services.AddHostedService<FormerDealsKeeper>();
        services.AddSingleton<DealPastLists>();
        services.AddSingleton<CursorKey>();
        services.AddSingleton(new DealListBudgets());
        services.AddSingleton<IDealQueries, DealQueries>();
        return services;
    }
}
