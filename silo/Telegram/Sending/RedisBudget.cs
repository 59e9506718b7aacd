using StackExchange.Redis;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>
/// Counts in Redis, by its clock. <c>telegram:free</c> and <c>telegram:free:{chat}</c> say, in microseconds since 1970, when the next message may be sent, at
/// all and to a chat; a pause only moves them. The keys end when their time has come. While Redis is away this process counts alone.
/// </summary>
internal sealed class RedisBudget(TelegramRedis redis, MemoryBudget alone, SendingOptions options) : ISendingBudget
{
    private const string AllKey = "telegram:free";

    /// <summary>KEYS: all, chat. ARGV: their intervals. Answers the microseconds to wait; 0 when the right was taken.</summary>
    private const string Take = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local free = now
        for i = 1, 2 do free = math.max(free, tonumber(redis.call('GET', KEYS[i]) or '0')) end
        if free > now then return free - now end
        for i = 1, 2 do
          redis.call('SET', KEYS[i], string.format('%.0f', now + ARGV[i]), 'PX', math.ceil(ARGV[i] / 1000))
        end
        return 0
        """;

    /// <summary>KEYS: all or chat. ARGV: microseconds.</summary>
    private const string Hold = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local free = math.max(now + ARGV[1], tonumber(redis.call('GET', KEYS[1]) or '0'))
        redis.call('SET', KEYS[1], string.format('%.0f', free), 'PX', math.ceil((free - now) / 1000))
        return 0
        """;

    /// <inheritdoc/>
    public async ValueTask<TimeSpan> TakeAsync(long chatId)
    {
        var answer = await redis.TryAsync(database => database.ScriptEvaluateAsync(
            Take, [AllKey, ChatKey(chatId)], [Microseconds(options.OverallInterval), Microseconds(options.IntervalOf(chatId))]));
        return answer is null ? await alone.TakeAsync(chatId) : TimeSpan.FromMicroseconds((long)answer);
    }

    /// <inheritdoc/>
    public async ValueTask PauseAsync(long? chatId, TimeSpan pause)
    {
        // Also here, for when Redis goes away before the pause is over.
        await alone.PauseAsync(chatId, pause);
        await redis.TryAsync(database => database.ScriptEvaluateAsync(Hold, [chatId is { } chat ? ChatKey(chat) : (RedisKey)AllKey], [Microseconds(pause)]));
    }

    private static RedisKey ChatKey(long chatId) => $"{AllKey}:{chatId}";

    private static RedisValue Microseconds(TimeSpan span) => (long)span.TotalMicroseconds;
}
