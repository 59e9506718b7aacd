using StackExchange.Redis;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>What any silo sent: keys <c>telegram:sent:{id}</c> that live for a day. While Redis is away, what this process sent.</summary>
internal sealed class RedisSentMessages(TelegramRedis redis, MemorySentMessages alone) : ISentMessages
{
    private const long DayInMilliseconds = 86_400_000;

    /// <summary>KEYS: messages. Answers 1 for each that was sent and 0 for others.</summary>
    private const string Look = """
        local found = {}
        for i, key in ipairs(KEYS) do found[i] = redis.call('EXISTS', key) end
        return found
        """;

    /// <summary>KEYS: messages. ARGV: milliseconds to live.</summary>
    private const string Keep = """
        for _, key in ipairs(KEYS) do redis.call('SET', key, '1', 'PX', ARGV[1]) end
        return 1
        """;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlySet<Guid>> AmongAsync(IReadOnlyList<Guid> ids)
    {
        var known = (HashSet<Guid>)await alone.AmongAsync(ids);
        if (known.Count == ids.Count)
            return known;
        var found = await redis.TryAsync(database => database.ScriptEvaluateAsync(Look, Keys(ids)));
        for (var i = 0; found is not null && i < ids.Count; i++)
        {
            if ((int)found[i] == 1)
                known.Add(ids[i]);
        }

        return known;
    }

    /// <inheritdoc/>
    public async ValueTask AddAsync(IReadOnlyList<Guid> ids)
    {
        await alone.AddAsync(ids);
        await redis.TryAsync(database => database.ScriptEvaluateAsync(Keep, Keys(ids), [DayInMilliseconds]));
    }

    private static RedisKey[] Keys(IReadOnlyList<Guid> ids) => [.. ids.Select(static id => (RedisKey)$"telegram:sent:{id:N}")];
}
