using Crm.Actors.Chaos.Recording;
using Crm.Actors.FakeTelegram.Sent;

namespace Crm.Actors.Chaos.Checking;

/// <summary>
/// Each chat was told of everything, in order; no more came a second time than who sends was killed; and Telegram was never asked for more than it allows,
/// with what it refused counted, too.
/// </summary>
internal static class TelegramCheck
{
    /// <summary>Of a bot within a second.</summary>
    public const int MostOfAll = 30;

    /// <summary>To a chat within a second.</summary>
    public const int MostOfAChat = 1;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static IEnumerable<Finding> Check(History history)
    {
        if (history.Telegram is not { } seen)
            yield break;
        foreach (var finding in ChatsOf(seen).SelectMany(OfChat))
            yield return finding;
        var repeats = Repeats(seen);
        if (repeats > seen.Kills)
            yield return new Finding(FindingKind.TelegramRepeated, $"{repeats} messages came a second time, but who sends was killed {seen.Kills} times");
        var (ofAll, ofAChat) = Fullest(seen);
        if (ofAll > MostOfAll)
            yield return new Finding(FindingKind.TelegramOverLimit, $"{ofAll} messages within a second, but {MostOfAll} are allowed");
        if (ofAChat > MostOfAChat)
            yield return new Finding(FindingKind.TelegramOverLimit, $"{ofAChat} messages to a chat within a second, but {MostOfAChat} is allowed");
    }

    /// <summary>Notifications that did not come.</summary>
    public static int Lost(TelegramSeen seen) => ChatsOf(seen).Sum(static chat => chat.Missing.Count());

    /// <summary>Messages that told a chat of something again.</summary>
    public static int Repeats(TelegramSeen seen) => ChatsOf(seen).Sum(static chat => chat.Repeats);

    /// <summary>The most requests within a second, of all and to one chat.</summary>
    public static (int OfAll, int OfAChat) Fullest(TelegramSeen seen) => (RateWindow.Fullest(seen.Requests, Second), RateWindow.FullestOfAnyChat(seen.Requests, Second));

    private static IEnumerable<Finding> OfChat(Chat chat)
    {
        foreach (var number in chat.Missing)
            yield return new Finding(FindingKind.TelegramLost, $"chat {chat.Id} was not told of '{chat.Expected[number]}'");
        var told = chat.Messages.SelectMany(static numbers => numbers).Distinct().ToList();
        for (var i = 1; i < told.Count; i++)
        {
            if (told[i] < told[i - 1])
                yield return new Finding(FindingKind.TelegramReordered, $"chat {chat.Id} was told of '{chat.Expected[told[i]]}' after '{chat.Expected[told[i - 1]]}'");
        }
    }

    private static IEnumerable<Chat> ChatsOf(TelegramSeen seen)
    {
        var arrived = seen.Requests.Where(static request => request.IsDone).ToLookup(static request => request.ChatId, static request => request.Text);
        return seen.Expected.Select(chat => new Chat(chat.Key, chat.Value, [.. arrived[chat.Key].Select(text => NumbersIn(text, chat.Value))]));
    }

    /// <summary>Which notifications are in a message, in the order of its text: those that wait together become one.</summary>
    private static List<int> NumbersIn(string text, IReadOnlyList<string> expected)
    {
        int PlaceOf(int number) => text.IndexOf(expected[number], StringComparison.Ordinal);

        return [.. Enumerable.Range(0, expected.Count).Where(number => PlaceOf(number) >= 0).OrderBy(PlaceOf)];
    }

    /// <param name="Id">Its number.</param>
    /// <param name="Expected">What it was to be told of.</param>
    /// <param name="Messages">What it was told of, by the places in <paramref name="Expected"/>; messages about other things are empty.</param>
    private sealed record Chat(long Id, IReadOnlyList<string> Expected, IReadOnlyList<List<int>> Messages)
    {
        public IEnumerable<int> Missing => Enumerable.Range(0, Expected.Count).Except(Messages.SelectMany(static numbers => numbers));

        public int Repeats
        {
            get
            {
                var known = new HashSet<int>();
                return Messages.Count(numbers => numbers.Count(known.Add) < numbers.Count);
            }
        }
    }
}
