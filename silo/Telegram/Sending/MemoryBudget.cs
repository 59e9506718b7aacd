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
            Hold(chatId, now + Ticks(options.IntervalOf(chatId)), now);
            return new(TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    public ValueTask PauseAsync(long? chatId, TimeSpan pause)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            var until = now + Ticks(pause);
            if (chatId is { } chat)
                Hold(chat, Math.Max(until, _chats.GetValueOrDefault(chat, until)), now);
            else
                _all = Math.Max(until, _all);
        }

        return ValueTask.CompletedTask;
    }

    private void Hold(long chat, long until, long now)
    {
        _chats[chat] = until;
        if (_chats.Count > Many)
            Forget(now);
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
