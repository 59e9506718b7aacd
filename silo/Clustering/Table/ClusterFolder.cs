using System.Globalization;

namespace Crm.Actors.Clustering.Consul;

/// <summary>
/// The keys of one cluster's table. They are in a folder of their own, whose name ends with a '/', so that <c>prod</c> never reads or deletes what is
/// <c>prod2</c>'s: <c>prefix/service/cluster/version</c>, <c>.../silos/address</c> and <c>.../alive/address</c>.
/// </summary>
internal sealed class ClusterFolder
{
    private readonly string _rows;
    private readonly string _heartbeats;

    /// <param name="prefix">See <see cref="ConsulClusteringOptions.Prefix"/>.</param>
    /// <param name="serviceId">Orleans' id of the service.</param>
    /// <param name="clusterId">Orleans' id of the cluster.</param>
    public ClusterFolder(string prefix, string serviceId, string clusterId)
    {
        Path = $"{prefix}/{KeyText.Of(serviceId)}/{KeyText.Of(clusterId)}/";
        Version = Path + "version";
        _rows = Path + "silos/";
        _heartbeats = Path + "alive/";
    }

    /// <summary>What all keys begin with.</summary>
    public string Path { get; }

    /// <summary>The key of the table's version, a decimal number.</summary>
    public string Version { get; }

    /// <summary>The key of a silo's entry.</summary>
    public string Row(SiloAddress silo) => _rows + Name(silo);

    /// <summary>The key of the time when a silo last said that it is alive.</summary>
    public string Heartbeat(SiloAddress silo) => _heartbeats + Name(silo);

    public bool IsRow(string key) => key.StartsWith(_rows, StringComparison.Ordinal);

    private static string Name(SiloAddress silo) =>
        string.Create(CultureInfo.InvariantCulture, $"{KeyText.Of(silo.Endpoint.Address.ToString())}_{silo.Endpoint.Port}_{silo.Generation}");
}
