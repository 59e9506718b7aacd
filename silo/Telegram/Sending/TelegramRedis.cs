using Crm.Actors.RateLimits.Redis;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>Redis, for what the senders of all silos share. While it is away it is asked once a second.</summary>
internal sealed partial class TelegramRedis(RedisAddress address, TimeProvider clock, ILogger<TelegramRedis> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(800);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly RedisLink _link = new(address, Patience, clock, logger);
    private long _awaySince;
    private int _isAway;

    /// <summary>The answer; null while Redis is away.</summary>
    public async Task<RedisResult?> TryAsync(Func<IDatabase, Task<RedisResult>> run)
    {
        if (Volatile.Read(ref _isAway) == 1 && clock.GetElapsedTime(Volatile.Read(ref _awaySince)) < Pause)
            return null;
        try
        {
            var answer = await _link.RunAsync(run);
            if (Interlocked.Exchange(ref _isAway, 0) == 1)
                LogBack();
            return answer;
        }
        catch (Exception fault) when (fault is RedisAwayException or RedisException)
        {
            Volatile.Write(ref _awaySince, clock.GetTimestamp());
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
                LogAway(fault);
            return null;
        }
    }

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    [LoggerMessage(5461, LogLevel.Warning, "Redis does not answer: this silo alone knows what it sends to Telegram until it does")]
    private partial void LogAway(Exception exception);

    [LoggerMessage(5462, LogLevel.Information, "Redis answers: what is sent to Telegram is counted over all silos again")]
    private partial void LogBack();
}
