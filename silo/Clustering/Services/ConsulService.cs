using System.Net;

namespace Crm.Actors.Clustering.Consul;

/// <summary>What a process is registered as. The same again, after a restart, takes the place of the former.</summary>
public sealed record ConsulService
{
    /// <summary>What whoever looks for it asks for; a label of DNS.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is reached, an address or host name; null for the agent's own address.</summary>
    public required string? Address { get; init; }

    public required int Port { get; init; }

    /// <summary>What the agent asks whether the process is well: 2xx, or 429 for so-so. Null: the process itself says so, as long as it runs.</summary>
    public Uri? HealthUrl { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>More to know about it: names of letters, digits, '-' and '_'.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How often the health is asked for or said; in whole milliseconds. After four times as long without a word, it is gone.</summary>
    public TimeSpan CheckPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long it is still listed when it is not well; Consul takes no less than a minute.</summary>
    public TimeSpan ListedFor { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The address at which others reach who listens at a URL; null when that is on all addresses.</summary>
    public static string? AddressOf(Uri listensAt) =>
        IPAddress.TryParse(listensAt.DnsSafeHost, out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)) ? null : listensAt.DnsSafeHost;

    /// <summary>Tells it from others of its name with the same agent.</summary>
    internal string Id => $"{Name}-{Address ?? "local"}-{Port}";
}
