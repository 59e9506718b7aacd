using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Crm.Actors.Clustering.Consul;

/// <summary>Consul's key-value store, each call tried once.</summary>
/// <param name="http">The way to the agent.</param>
internal sealed class ConsulKeys(ConsulHttp http)
{
    /// <summary>What Consul takes in one transaction.</summary>
    public const int StepsAtOnce = 64;

    private static readonly string[] Conflicts = ["index is stale", "doesn't exist"];

    /// <summary>
    /// All keys of a folder as they were at one moment: Consul lists from one snapshot. <c>consistent</c> has the leader ask the others whether it still
    /// leads; the default may be some seconds old.
    /// </summary>
    /// <exception cref="ConsulUnavailableException">Try again.</exception>
    /// <exception cref="ConsulException">The token may not read them.</exception>
    public async Task<StoredKey[]> ReadAsync(ClusterFolder folder, CancellationToken cancellation)
    {
        var reply = await http.AskAsync(HttpMethod.Get, $"v1/kv/{folder.Path}?recurse&consistent", null, cancellation);
        if (reply.Status == HttpStatusCode.OK)
            return Parse(reply, ConsulJson.Default.StoredKeyArray);
        if (reply.Status != HttpStatusCode.NotFound)
            throw http.Odd(reply.Text);
        // Empty; or all was left out, as Consul does without a word with what a token may not read. It refuses to show a single key.
        await http.AskAsync(HttpMethod.Get, $"v1/kv/{folder.Version}?consistent", null, cancellation);
        return [];
    }

    /// <summary>Does all steps or none.</summary>
    /// <returns>False when a key had changed, or is not there.</returns>
    /// <exception cref="ConsulUnavailableException">They may have been done.</exception>
    /// <exception cref="ConsulException">The token may not write them.</exception>
    public async Task<bool> CommitAsync(TxnStep[] steps, CancellationToken cancellation)
    {
        var reply = await http.AskAsync(HttpMethod.Put, "v1/txn", JsonSerializer.SerializeToUtf8Bytes(steps, ConsulJson.Default.TxnStepArray), cancellation);
        if (reply.Status == HttpStatusCode.OK)
            return true;
        if (reply.Status != HttpStatusCode.Conflict || Parse(reply, ConsulJson.Default.TxnRefusal).Errors is not { Length: > 0 } errors)
            throw http.Odd(reply.Text);
        if (errors.All(static error => Conflicts.Any(conflict => Says(error, conflict))))
            return false;
        throw errors.Any(static error => Says(error, "Permission denied")) ? http.Denied(reply.Text) : http.Odd(reply.Text);
    }

    /// <summary>Deletes all keys of a folder.</summary>
    /// <exception cref="ConsulUnavailableException">They may have been deleted.</exception>
    /// <exception cref="ConsulException">The token may not delete them.</exception>
    public async Task DeleteAsync(ClusterFolder folder, CancellationToken cancellation)
    {
        var reply = await http.AskAsync(HttpMethod.Delete, $"v1/kv/{folder.Path}?recurse", null, cancellation);
        if (reply.Status != HttpStatusCode.OK)
            throw http.Odd(reply.Text);
    }

    private static bool Says(TxnError error, string text) => error.What?.Contains(text, StringComparison.Ordinal) == true;

    private T Parse<T>(ConsulReply reply, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body, type) ?? throw http.Odd(reply.Text);
        }
        catch (JsonException)
        {
            throw http.Odd(reply.Text);
        }
    }
}
