using Crm.Actors.Clustering.Consul;
using Crm.Actors.Gateway.Configuration;

namespace Crm.Actors.Gateway.Cluster;

internal static class ConsulSetup
{
    private const string ReadyPath = "/health/ready";

    /// <summary>
    /// Registers the gateway with the local Consul agent, for whoever looks for gateways there. The agent asks it whether it is ready: at the
    /// loopback when it listens on all addresses. Added last: it is gone from there before requests are turned away.
    /// </summary>
    public static IServiceCollection AddServiceRegistration(this IServiceCollection services, GatewaySettings settings)
    {
        if (settings.Consul?.Service is not { } name) return services;
        var url = new Uri(settings.HttpUrl);
        var address = ConsulService.AddressOf(url);
        return services.AddConsulService(new ConsulService
        {
            Name = name,
            Address = address,
            Port = url.Port,
            HealthUrl = new UriBuilder(url.Scheme, address ?? "127.0.0.1", url.Port, ReadyPath).Uri,
            Tags = [settings.ClusterId],
            Meta = new Dictionary<string, string>(StringComparer.Ordinal) { ["cluster"] = settings.ClusterId },
        });
    }
}
