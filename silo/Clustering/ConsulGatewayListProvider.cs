using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace Crm.Actors.Clustering.Consul;

/// <summary>The silos that clients may connect to, read from the table of <see cref="ConsulMembershipTable"/>.</summary>
/// <param name="keys">The store.</param>
/// <param name="retries">For what it cannot answer now.</param>
/// <param name="options">Where the table is.</param>
/// <param name="cluster">Whose it is.</param>
/// <param name="gateways">How often it is asked.</param>
internal sealed class ConsulGatewayListProvider(
    ConsulKeys keys, Retries retries, IOptions<ConsulClusteringOptions> options, IOptions<ClusterOptions> cluster, IOptions<GatewayOptions> gateways)
    : IGatewayListProvider
{
    private readonly ClusterFolder _folder = new(options.Value.Prefix, cluster.Value.ServiceId, cluster.Value.ClusterId);

    /// <inheritdoc/>
    public TimeSpan MaxStaleness => gateways.Value.GatewayListRefreshPeriod;

    /// <inheritdoc/>
    public bool IsUpdatable => true;

    /// <inheritdoc/>
    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(CancellationToken.None);

    /// <summary>Active silos that have a port for clients.</summary>
    /// <param name="cancellationToken">Ends the attempts.</param>
    /// <exception cref="ConsulException">Consul refuses, or cannot be used within the patience.</exception>
    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken = default)
    {
        var table = await retries.RunAsync(async () => StoredTable.Read(_folder, await keys.ReadAsync(_folder, cancellationToken)), cancellationToken);
        return [.. table.Members.Where(static member => member.Row is { Status: SiloStatus.Active, GatewayPort: > 0 }).Select(Address)];
    }

    private static Uri Address(StoredMember member) =>
        SiloAddress.New(member.Silo.Endpoint.Address, member.Row.GatewayPort, member.Silo.Generation).ToGatewayUri();
}
