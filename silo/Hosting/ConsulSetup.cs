using Crm.Actors.Clustering.Consul;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class ConsulSetup
{
    private const string ReadyPath = "/health/ready";

    /// <summary>
    /// Registers the silo with the local Consul agent, for people and monitoring: silos and gateways find each other without it. Where the silo answers
    /// probes, the agent asks it whether it is ready. Added last: it is there when the silo is, and gone before it stops.
    /// </summary>
    public static void AddServiceRegistration(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        if (settings.Clustering != Clustering.Consul || settings.Consul.Service is not { } name)
            return;
        builder.Services.AddConsulService(new ConsulService
        {
            Name = name,
            Address = settings.Host,
            Port = settings.SiloPort,
            HealthUrl = settings.HttpUrl is { } url ? HealthUrl(new Uri(url), settings.Host) : null,
            Tags = [settings.ClusterId],
            Meta = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["cluster"] = settings.ClusterId,
                ["gateway-port"] = $"{settings.GatewayPort}",
            },
        });
    }

    private static Uri HealthUrl(Uri listensAt, string ownAddress) =>
        new UriBuilder(listensAt.Scheme, ConsulService.AddressOf(listensAt) ?? ownAddress, listensAt.Port, ReadyPath).Uri;
}
