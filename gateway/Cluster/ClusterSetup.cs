using Crm.Actors.Clustering.Consul;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Http;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Crm.Actors.Gateway.Cluster;

/// <summary>The Orleans client: silos are found through the membership table or Consul, or there is one on this machine.</summary>
internal static class ClusterSetup
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    public static WebApplicationBuilder AddCluster(this WebApplicationBuilder builder, GatewaySettings settings)
    {
        builder.Services.AddSingleton<SiloLink>();
        builder.Services.AddSingleton<ISiloLink>(sp => sp.GetRequiredService<SiloLink>());
        var others = builder.Services.Count;
        builder.UseOrleansClient(client => Configure(client, settings));
        // The gateway answers from its first moment, with 503 as long as no silo is there.
        StartInBackground.Move(builder.Services, others);
        return builder;
    }

    private static void Configure(IClientBuilder client, GatewaySettings settings)
    {
        if (settings.Consul is { } consul) client.UseConsulClustering(consul.Configure);
        else if (settings.MembershipConnection is { } connection)
        {
            client.UseAdoNetClustering(options =>
            {
                options.Invariant = "Npgsql";
                options.ConnectionString = connection;
            });
        }
        else client.UseLocalhostClustering(settings.SiloGatewayPort, settings.ServiceId, settings.ClusterId);

        if (settings.Observability.Traces is not null) client.AddActivityPropagation();
        // Its log stream would show everybody's requests.
        if (settings.HasDashboard) client.AddDashboard(static dashboard => dashboard.HideTrace = true);
        client.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = settings.ClusterId;
            options.ServiceId = settings.ServiceId;
        });
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = Limits.GrainAnswer);
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.AddGatewayCountChangedHandler(sp =>
        {
            var link = sp.GetRequiredService<SiloLink>();
            return (_, change) => link.CountChanged(change.NumberOfConnectedGateways);
        });
        client.AddClusterConnectionLostHandler(sp =>
        {
            var link = sp.GetRequiredService<SiloLink>();
            return (_, _) => link.CountChanged(0);
        });
        client.Services.AddSingleton<IClientConnectionRetryFilter, RetryForEver>();
    }

    private sealed class RetryForEver(SiloLink link, TimeProvider time) : IClientConnectionRetryFilter
    {
        public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
        {
            link.Down(exception.Message);
            await Task.Delay(RetryAfter, time, cancellationToken);
            return true;
        }
    }
}
