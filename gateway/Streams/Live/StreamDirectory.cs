using System.Text.Json;
using Crm.Actors.RateLimits.Redis;
using StackExchange.Redis;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>
/// The open streams of all gateways in Redis. <c>gateway:sse:{gateway}</c> is a hash with a field for each connection of a gateway, which writes it anew all the
/// while; when the gateway is gone, in whatever way, the whole of it is soon. <c>gateway:sse</c> is the set of gateways that have any.
/// </summary>
internal sealed class StreamDirectory(RedisLink redis, GatewayName own, StreamOptions options)
{
    private const string Gateways = "gateway:sse";
    private const string Prefix = $"{Gateways}:";

    /// <summary>Fields that go in one command: Redis does nothing else meanwhile.</summary>
    private const int Some = 500;

    /// <summary>KEYS: the gateway's. ARGV: milliseconds to live, then fields and values.</summary>
    private const string Keep = """
        redis.call('HSET', KEYS[1], unpack(ARGV, 2))
        return redis.call('PEXPIRE', KEYS[1], ARGV[1])
        """;

    /// <summary>KEYS: the gateways. ARGV: one of them, milliseconds to live, what their keys begin with. Forgets those that have none.</summary>
    private const string Join = """
        redis.call('SADD', KEYS[1], ARGV[1])
        redis.call('PEXPIRE', KEYS[1], ARGV[2])
        for _, gateway in ipairs(redis.call('SMEMBERS', KEYS[1])) do
          if redis.call('EXISTS', ARGV[3] .. gateway) == 0 then redis.call('SREM', KEYS[1], gateway) end
        end
        return 1
        """;

    private readonly RedisKey _key = Prefix + own.Text;
    private HashSet<string> _kept = new(StringComparer.Ordinal);
    private bool _isUnsure;

    private RedisValue Life => (long)options.RecordLife.TotalMilliseconds;

    /// <summary>Writes down what this gateway has. One caller at a time.</summary>
    /// <exception cref="RedisAwayException">Redis does not answer in time; what it was told of may be less than all.</exception>
    public async Task KeepAsync(IReadOnlyList<LiveStream> streams)
    {
        var now = streams.Select(static stream => stream.Place.Id).ToHashSet(StringComparer.Ordinal);
        var gone = _kept.Except(now, StringComparer.Ordinal).ToList();
        if (now.Count == 0 && gone.Count == 0 && !_isUnsure)
            return;
        // Until all is written it is not known what is there.
        (_kept, var wasUnsure, _isUnsure) = (now, _isUnsure, true);
        if (wasUnsure)
            await redis.RunAsync(database => database.KeyDeleteAsync(_key));
        foreach (var some in (wasUnsure ? [] : gone).Chunk(Some))
            await redis.RunAsync(database => database.HashDeleteAsync(_key, [.. some.Select(static id => (RedisValue)id)]));
        foreach (var some in streams.Chunk(Some))
            await redis.RunAsync(database => database.ScriptEvaluateAsync(Keep, [_key], [Life, .. some.SelectMany(FieldOf)]));
        await redis.RunAsync(database => database.ScriptEvaluateAsync(Join, [Gateways], [own.Text, Life, redis.KeyPrefix + Prefix]));
        _isUnsure = false;
    }

    /// <summary>This gateway has none any more.</summary>
    /// <exception cref="RedisAwayException">Redis does not answer in time.</exception>
    public async Task DropAsync()
    {
        if (_kept.Count == 0 && !_isUnsure)
            return;
        await redis.RunAsync(database => database.KeyDeleteAsync(_key));
        await redis.RunAsync(database => database.SetRemoveAsync(Gateways, own.Text));
        (_kept, _isUnsure) = (new(StringComparer.Ordinal), false);
    }

    /// <summary>The gateways that have any, in no order.</summary>
    /// <exception cref="RedisAwayException">Redis does not answer in time.</exception>
    public async Task<string[]> GatewaysAsync()
    {
        var names = await redis.RunAsync(static database => database.SetMembersAsync(Gateways));
        return [.. names.Select(static name => name.ToString())];
    }

    /// <summary>Up to so many streams of a gateway that come after a place.</summary>
    /// <exception cref="RedisAwayException">Redis does not answer in time.</exception>
    public async Task<List<LiveStream>> ListAsync(string gateway, LiveStreamCursor after, int count)
    {
        RedisKey key = Prefix + gateway;
        var fields = await redis.RunAsync(database => database.HashKeysAsync(key));
        var found = new List<LiveStream>();
        // Some may end meanwhile.
        for (var ids = after.Following(gateway, fields.Select(static field => field.ToString())); ids.Length > 0 && found.Count < count;)
        {
            RedisValue[] next = [.. ids.Take(count - found.Count).Select(static id => (RedisValue)id)];
            found.AddRange((await redis.RunAsync(database => database.HashGetAsync(key, next))).Select(Read).OfType<LiveStream>());
            ids = ids[next.Length..];
        }

        return found;
    }

    private static IEnumerable<RedisValue> FieldOf(LiveStream stream) => [stream.Place.Id, JsonSerializer.SerializeToUtf8Bytes(stream)];

    /// <summary>Null for what has ended, and for what a gateway of another version wrote that this one cannot read.</summary>
    private static LiveStream? Read(RedisValue value)
    {
        try
        {
            return (byte[]?)value is { } json ? JsonSerializer.Deserialize<LiveStream>(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
