namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>Counts in the memory of this process, which is enough while one process sends. Thread-safe.</summary>
internal sealed class MemoryBudget(SendingOptions options, TimeProvider clock) : ISendingBudget
{
    /// <summary>Chats that are remembered before those whose time has come are forgotten.</summary>
    private const int Many = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, long> _chats = [];
    private long _all;

    /// <inheritdoc/>
    public ValueTask<TimeSpan> TakeAsync(long chatId)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var free = Math.Max(_all, _chats.GetValueOrDefault(chatId, now));
            if (free > now)
                return new(clock.GetElapsedTime(now, free));
            _all = now + Ticks(options.OverallInterval);
            _chats[chatId] = now + Ticks(options.IntervalOf(chatId));
            if (_chats.Count > Many)
                Forget(now);
            return new(TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public ValueTask PauseAsync(long? chatId, TimeSpan pause)
    {
        lock (_lock)
        {
            var until = clock.GetTimestamp() + Ticks(pause);
            if (chatId is { } chat)
                _chats[chat] = Math.Max(until, _chats.GetValueOrDefault(chat, until));
            else
                _all = Math.Max(until, _all);
        }

        return ValueTask.CompletedTask;
    }

    private void Forget(long now)
    {
        foreach (var (chat, free) in _chats)
        {
            if (free <= now)
                _chats.Remove(chat);
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * clock.TimestampFrequency);
}
