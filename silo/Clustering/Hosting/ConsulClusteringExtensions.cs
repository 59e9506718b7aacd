using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Messaging;

namespace Crm.Actors.Clustering.Consul;

/// <summary>Has silos and clients find each other in Consul.</summary>
public static class ConsulClusteringExtensions
{
    /// <summary>Keeps the membership in Consul's key-value store.</summary>
    /// <param name="silo">The silo; its <see cref="Orleans.Configuration.ClusterOptions"/> say which cluster it belongs to.</param>
    /// <param name="configure">Sets the options.</param>
    public static ISiloBuilder UseConsulClustering(this ISiloBuilder silo, Action<ConsulClusteringOptions> configure)
    {
        silo.Services.AddConsul(configure);
        silo.Services.AddSingleton<IMembershipTable, ConsulMembershipTable>();
        return silo;
    }

    /// <summary>Finds silos in Consul's key-value store.</summary>
    /// <param name="client">The client.</param>
    /// <param name="configure">Sets the options; the same as on the silos.</param>
    public static IClientBuilder UseConsulClustering(this IClientBuilder client, Action<ConsulClusteringOptions> configure)
    {
        client.Services.AddConsul(configure);
        client.Services.AddSingleton<IGatewayListProvider, ConsulGatewayListProvider>();
        return client;
    }

    /// <summary>
    /// Registers this process as a service with the local agent, for whoever looks services up there; silos and clients do not. It never keeps the process
    /// from starting, running or stopping. Goes with <c>UseConsulClustering</c>; add it last, so that it is there when the rest is and gone before.
    /// </summary>
    /// <param name="services">The process' services.</param>
    /// <param name="service">What to register.</param>
    public static IServiceCollection AddConsulService(this IServiceCollection services, ConsulService service) => services.AddHostedService(
        sp => new ConsulServiceRegistration(
            service, sp.GetRequiredService<ConsulHttp>(), sp.GetRequiredService<TimeProvider>(), sp.GetRequiredService<ILogger<ConsulServiceRegistration>>()));

    private static void AddConsul(this IServiceCollection services, Action<ConsulClusteringOptions> configure)
    {
        services.Configure(configure);
        services.AddSingleton<IConfigurationValidator, ConsulClusteringOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<WriteIds>();
        services.TryAddSingleton<ConsulKeys>();
        services.TryAddSingleton(static sp => new ConsulHttp(
            ConsulHttp.Connect(sp.GetRequiredService<IOptions<ConsulClusteringOptions>>().Value), sp.GetRequiredService<ILogger<ConsulHttp>>()));
        services.TryAddSingleton(static sp => new Retries(
            sp.GetRequiredService<IOptions<ConsulClusteringOptions>>().Value.Patience, sp.GetRequiredService<TimeProvider>()));
    }
}
