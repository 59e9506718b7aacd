using System.Collections.Immutable;
using System.Text.Json;

namespace Crm.Actors.FakeTelegram.Sent;

/// <summary>All requests of the bot, in the order of their arrival.</summary>
public sealed class Ledger(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly List<LedgerEntry> _entries = [];
    private readonly long _started = clock.GetTimestamp();

    /// <summary>The time since the server's start, as entries have it.</summary>
    public TimeSpan Now => clock.GetElapsedTime(_started);

    /// <summary>A copy of all entries.</summary>
    public ImmutableArray<LedgerEntry> All
    {
        get
        {
            lock (_lock)
                return [.. _entries];
        }
    }

    /// <summary>The messages that are in chats: each <c>sendMessage</c> that was done, also when its answer was lost.</summary>
    public ImmutableArray<LedgerEntry> Messages => [.. All.Where(static entry => entry is { Method: "sendMessage", IsDone: true })];

    /// <summary>Notes a request.</summary>
    public LedgerEntry Add(string method, long chatId, string text, JsonElement body)
    {
        lock (_lock)
        {
            var entry = new LedgerEntry(_entries.Count + 1, method, chatId, text, clock.GetElapsedTime(_started), body);
            _entries.Add(entry);
            return entry;
        }
    }

    /// <summary>Notes how a request ended.</summary>
    public void End(LedgerEntry entry)
    {
        lock (_lock)
            _entries[(int)entry.Number - 1] = entry;
    }
}
