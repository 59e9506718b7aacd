using Crm.Actors.Clustering.Consul;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace Crm.Actors.Silo.Hosting;

internal static class OrleansSetup
{
    private const string Invariant = "Npgsql";

    /// <summary>Clustering, storage for what is not event-sourced, and reminders: the stock AdoNet providers on our tables, but for clustering with Consul.</summary>
    public static void AddOrleansSilo(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.UseOrleans(silo =>
        {
            var connection = OrleansConnection(settings.Orleans);
            AddClustering(silo, settings, connection);
            if (settings.Observability.Traces is not null)
                silo.AddActivityPropagation();
            if (settings.HasDashboard)
                silo.AddDashboard(static dashboard => dashboard.HideTrace = true);
            silo.AddAdoNetGrainStorageAsDefault(adonet =>
            {
                adonet.Invariant = Invariant;
                adonet.ConnectionString = connection;
            });
            silo.UseAdoNetReminderService(adonet =>
            {
                adonet.Invariant = Invariant;
                adonet.ConnectionString = connection;
            });
            silo.Configure<ClusterOptions>(cluster =>
            {
                cluster.ClusterId = settings.ClusterId;
                cluster.ServiceId = settings.ServiceId;
            });
            silo.ConfigureEndpoints(settings.Host, settings.SiloPort, settings.GatewayPort, listenOnAnyHostAddress: false);
            // The commit deadline (1.5 s) < the response time-out < the deactivation time-out.
            silo.Configure<SiloMessagingOptions>(static messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(15));
            silo.Configure<GrainCollectionOptions>(static collection => collection.DeactivationTimeout = TimeSpan.FromSeconds(30));
            // A dead silo is voted out within about six seconds.
            silo.Configure<ClusterMembershipOptions>(static membership =>
            {
                membership.ProbeTimeout = TimeSpan.FromSeconds(1);
                membership.NumMissedProbesLimit = 3;
                membership.TableRefreshTimeout = TimeSpan.FromSeconds(5);
                membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
            });
        });
    }

    private static void AddClustering(ISiloBuilder silo, SiloSettings settings, string connection)
    {
        switch (settings.Clustering)
        {
            case Clustering.AdoNet:
                silo.UseAdoNetClustering(adonet =>
                {
                    adonet.Invariant = Invariant;
                    adonet.ConnectionString = connection;
                });
                break;
            case Clustering.Consul:
                silo.UseConsulClustering(settings.Consul.Configure);
                break;
            default:
                silo.UseLocalhostClustering(settings.SiloPort, settings.GatewayPort, null, settings.ServiceId, settings.ClusterId);
                break;
        }
    }

    private static string OrleansConnection(NpgsqlConnectionStringBuilder settings) => new NpgsqlConnectionStringBuilder(settings.ConnectionString)
    {
        SearchPath = settings.SearchPath ?? "orleans",
        ApplicationName = "crm-silo-orleans",
        MaxPoolSize = 16,
        Timeout = 3,
        CommandTimeout = 5,
        CancellationTimeout = 500,
    }.ConnectionString;
}
