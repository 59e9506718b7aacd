using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Crm.Actors.RateLimits.Redis;

/// <summary>
/// Takes tokens from buckets in Redis. A bucket is a string at <c>limits:{name}:{id}</c>: the moment when it is full, in microseconds of Redis'
/// own clock, and it is gone when that has come.
/// </summary>
public sealed partial class RedisTokens(RedisLink redis, TimeProvider clock, ILogger<RedisTokens> logger)
{
    /// <summary>KEYS: bucket. ARGV: interval, capacity, tokens wanted. Answers tokens given, tokens left, and microseconds until there is one.</summary>
    private const string Script = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]
        local interval, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
        local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
        local free = math.floor((capacity - (full - now)) / interval)
        if free < 1 then return {0, 0, interval - (capacity - (full - now))} end
        local given = math.min(free, tonumber(ARGV[3]))
        full = full + given * interval
        redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
        return {given, free - given, 0}
        """;

    /// <summary>While Redis is away it is asked once in this many microseconds.</summary>
    private const long Pause = 1_000_000;

    private int _isAway;
    private long _askAgain;

    /// <summary>Takes up to so many tokens at once; null while Redis is away.</summary>
    internal async Task<Granted?> TakeAsync(string name, UInt128 id, RateLimit limit, int wanted)
    {
        try
        {
            var answer = await redis.RunAsync(database => database.ScriptEvaluateAsync(
                Script, [$"limits:{name}:{id:x32}"], [limit.Interval, limit.Capacity, wanted]));
            if (Interlocked.Exchange(ref _isAway, 0) == 1)
                LogBack();
            return new Granted((int)answer[0], (int)answer[1], (long)answer[2]);
        }
        catch (Exception fault) when (fault is RedisAwayException or RedisException)
        {
            Volatile.Write(ref _askAgain, Microseconds.Of(clock) + Pause);
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                LogAway(fault);
            return null;
        }
    }

    /// <summary>Whether Redis is to be asked: always while it answers, and by one caller now and then while it does not.</summary>
    internal bool IsToBeAsked()
    {
        if (Volatile.Read(ref _isAway) == 0)
            return true;
        var now = Microseconds.Of(clock);
        var due = Volatile.Read(ref _askAgain);
        return now >= due && Interlocked.CompareExchange(ref _askAgain, now + Pause, due) == due;
    }

    [LoggerMessage(EventId = 5321, Level = LogLevel.Warning, Message = "Redis does not answer: rates are limited by each process alone until it does")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(EventId = 5322, Level = LogLevel.Information, Message = "Redis answers: rates are limited over all processes again")]
    private partial void LogBack();
}

/// <summary>What a bucket gave.</summary>
/// <param name="Tokens">How many; 0 when it was empty.</param>
/// <param name="Remaining">Tokens left in it.</param>
/// <param name="Wait">Microseconds until there is one; 0 when some were given.</param>
internal sealed record Granted(int Tokens, int Remaining, long Wait);
