using System.Globalization;
using System.Text.Json;

namespace Crm.Actors.TestKit.Consul;

/// <summary>Reads a cluster's membership in Consul as people would, without its code.</summary>
public static class ConsulMembers
{
    /// <summary>The status of the newest start of a silo at a port, in Orleans' words, such as <c>Active</c>; null when there was none.</summary>
    /// <param name="consul">Where it is.</param>
    /// <param name="folder">Of the cluster, with a '/' at its end.</param>
    /// <param name="port">The silo's.</param>
    public static async Task<string?> NewestStatusAsync(this ConsulApi consul, string folder, int port) =>
        (await consul.ValuesAsync($"{folder}silos/"))
            .Select(static value => JsonDocument.Parse(value).RootElement)
            .Select(static row => (Address: row.GetProperty("silo").GetString()!, Status: row.GetProperty("status").GetString()))
            .Where(silo => silo.Address.Contains(string.Create(CultureInfo.InvariantCulture, $":{port}@"), StringComparison.Ordinal))
            .OrderByDescending(static silo => int.Parse(silo.Address.AsSpan(silo.Address.IndexOf('@', StringComparison.Ordinal) + 1), CultureInfo.InvariantCulture))
            .Select(static silo => silo.Status)
            .FirstOrDefault();
}
