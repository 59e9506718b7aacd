namespace Crm.Actors.FakeTelegram.Sent;

/// <summary>Measures rates as a watchful server would: by the fullest window, wherever it begins.</summary>
public static class RateWindow
{
    /// <summary>The most messages that arrived within any stretch of that length, which includes its beginning and not its end.</summary>
    /// <param name="entries">Any entries, in the order of arrival.</param>
    /// <param name="length">Longer than zero.</param>
    public static int Fullest(IEnumerable<LedgerEntry> entries, TimeSpan length)
    {
        var window = new Queue<TimeSpan>();
        var most = 0;
        foreach (var entry in entries)
        {
            while (window.TryPeek(out var first) && entry.At - first >= length)
                window.Dequeue();
            window.Enqueue(entry.At);
            most = Math.Max(most, window.Count);
        }

        return most;
    }

    /// <summary>The same of the fullest chat.</summary>
    public static int FullestOfAnyChat(IEnumerable<LedgerEntry> entries, TimeSpan length) =>
        entries.GroupBy(static entry => entry.ChatId).Select(chat => Fullest(chat, length)).DefaultIfEmpty(0).Max();
}
