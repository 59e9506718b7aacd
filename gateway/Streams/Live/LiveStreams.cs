using Crm.Actors.RateLimits.Redis;
using StackExchange.Redis;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>Lists the open streams: of all gateways where they share a Redis that answers, of this one alone elsewhere.</summary>
internal sealed class LiveStreams(OwnStreams own, GatewayName name, StreamDirectory? directory = null)
{
    /// <summary>A page after a place.</summary>
    public async Task<LiveStreamPage> ListAsync(LiveStreamCursor after, int limit)
    {
        if (directory is not null)
        {
            try
            {
                return Page(await CollectAsync(await directory.GatewaysAsync(), after, limit + 1), limit, isWhole: true);
            }
            catch (Exception fault) when (fault is RedisAwayException or RedisException)
            {
                // Said in the answer.
            }
        }

        return Page(await CollectAsync([], after, limit + 1), limit, isWhole: false);
    }

    /// <summary>This gateway's own are as they are now; the others' as they were written down last.</summary>
    private async Task<List<LiveStream>> CollectAsync(string[] gateways, LiveStreamCursor after, int count)
    {
        var found = new List<LiveStream>();
        var names = gateways.Append(name.Text).Distinct(StringComparer.Ordinal).Where(gateway => string.CompareOrdinal(gateway, after.Gateway) >= 0);
        foreach (var gateway in names.Order(StringComparer.Ordinal))
        {
            if (found.Count == count)
                break;
            found.AddRange(gateway == name.Text ? Own(after, count - found.Count) : await directory!.ListAsync(gateway, after, count - found.Count));
        }

        return found;
    }

    private IEnumerable<LiveStream> Own(LiveStreamCursor after, int count)
    {
        var streams = own.List().ToDictionary(static stream => stream.Place.Id, StringComparer.Ordinal);
        return after.Following(name.Text, streams.Keys).Take(count).Select(id => streams[id]);
    }

    private static LiveStreamPage Page(List<LiveStream> found, int limit, bool isWhole) =>
        found.Count > limit ? new(found[..limit], found[limit - 1].Place.ToString(), isWhole) : new(found, null, isWhole);
}

/// <summary>A page of open streams.</summary>
/// <param name="Items">In the order of cursors.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
/// <param name="IsWhole">Whether all gateways were looked at, and not this one alone.</param>
internal sealed record LiveStreamPage(IReadOnlyList<LiveStream> Items, string? NextCursor, bool IsWhole);
