using Crm.Actors.Grains.Deals;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Adds the lists and histories of deals to a silo.</summary>
public static class DealQueriesRegistration
{
    /// <param name="services">The silo's services.</param>
    /// <param name="connectionString">Npgsql connection string of the reader login.</param>
    public static IServiceCollection AddDealQueries(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new DealQueryDatabase(connectionString));
        services.AddSingleton<CursorKey>();
        services.AddSingleton(new DealListBudgets());
        services.AddSingleton<IDealQueries, DealQueries>();
        return services;
    }
}
