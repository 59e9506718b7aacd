using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Crm.Actors.Persistence.Due;

/// <summary>Adds what fires at its time to a silo.</summary>
public static class DueRegistration
{
    /// <summary>What all tables share.</summary>
    /// <param name="services">The silo's services.</param>
    /// <param name="writer">The writer login.</param>
    /// <param name="options">How they are looked at.</param>
    public static IServiceCollection AddDueKernel(this IServiceCollection services, NpgsqlConnectionStringBuilder writer, DueOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(_ => new DueDatabase(writer));
        return services;
    }

    /// <summary>One table. Its partitions are rows that a migration makes.</summary>
    public static IServiceCollection AddDueTable<TDue, TTable>(this IServiceCollection services)
        where TTable : class, IDueTable<TDue>
    {
        services.AddSingleton<IDueTable<TDue>, TTable>();
        services.AddSingleton<DueRunner<TDue>>();
        services.AddHostedService<DuePoller<TDue>>();
        return services;
    }
}
