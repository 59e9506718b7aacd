using Crm.Actors.FakeTelegram;
using Crm.Actors.TestKit.Running;
using Crm.Actors.TestKit.Telegram;

namespace Crm.Actors.Benchmarks.Telegram;

/// <summary>
/// A deal for each chat, which is shared with the chat's user and moved by its owner over REST: each move tells that one chat. The deals move in turn.
/// </summary>
internal sealed class MovedDeals : IWayToTelegram, IDisposable
{
    private const string Path = "/api/v1/deals";
    private const int AtOnce = 4;

    /// <summary>The stages that a deal goes through, from the one that it begins in. No two of its moves are alike.</summary>
    private static readonly string[] Stages = ["new", "qualified", "proposal", "negotiation", "new", "proposal", "new", "negotiation", "qualified"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly FakeTelegramServer _telegram;
    private readonly CrmClient _client;
    private readonly IReadOnlyList<LinkedChat> _chats;
    private readonly Guid[] _deals;

    private MovedDeals(CrmSystem system, FakeTelegramServer telegram, IReadOnlyList<LinkedChat> chats)
    {
        (_telegram, _chats, _deals) = (telegram, chats, new Guid[chats.Count]);
        _client = new CrmClient(system.Gateways[0].Url, system.Token);
    }

    /// <summary>Makes and shares the deals; returns when all users are told of that.</summary>
    /// <param name="system">Where.</param>
    /// <param name="telegram">Where the chats are.</param>
    /// <param name="chats">The users and their chats.</param>
    public static async Task<MovedDeals> ShareAsync(CrmSystem system, FakeTelegramServer telegram, IReadOnlyList<LinkedChat> chats)
    {
        var deals = new MovedDeals(system, telegram, chats);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, chats.Count), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (place, _) => await deals.ShareAsync(place));
        await Condition.WaitAsync(
            () => Enumerable.Range(0, chats.Count).All(deals.IsShared),
            Patience,
            () => $"{chats.Count} chats are told of their deals\n{system.Log}");
        return deals;
    }

    /// <summary>The way begins when the move is acknowledged.</summary>
    /// <exception cref="InvalidOperationException">It was not accepted at once.</exception>
    public async Task<TimeSpan> SendAsync(int number)
    {
        var body = $$"""{"stage":"{{Stages[MoveOf(number) + 1]}}"}""";
        Accepted(await _client.SendAsync(HttpMethod.Post, $"{Path}/{_deals[number % _deals.Length]}/stage", body, $"move-{number}"));
        return _telegram.Ledger.Now;
    }

    public long ChatOf(int number) => _chats[number % _chats.Count].Id;

    public string WordsOf(int number) =>
        $"{TitleOf(number % _chats.Count)}: from stage {Stages[MoveOf(number)]} to {Stages[MoveOf(number) + 1]}";

    public void Dispose() => _client.Dispose();

    private async Task ShareAsync(int place)
    {
        _deals[place] = (await _client.CreateDealAsync(TitleOf(place), $"deal-{place}")).Id;
        var body = $$"""{"with":"{{_chats[place].User}}"}""";
        Accepted(await _client.SendUntilAnsweredAsync(HttpMethod.Post, $"{Path}/{_deals[place]}/share", body, $"share-{place}"));
    }

    private bool IsShared(int place) =>
        _telegram.Chats[_chats[place].Id].Any(message => message.FromBot && message.Text.Contains($"shared with you: {TitleOf(place)}", StringComparison.Ordinal));

    /// <summary>Which of its deal's moves it is, from 0 on.</summary>
    private int MoveOf(int number) => number / _deals.Length;

    private static string TitleOf(int place) => $"moved-{place}";

    private static void Accepted(Answer answer)
    {
        if (!answer.IsAccepted)
            throw new InvalidOperationException($"An edit was not accepted: {answer}");
    }
}
