using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Load;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.FakeTelegram;
using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.TestKit.Running;
using Crm.Actors.TestKit.Telegram;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>
/// What people are told in Telegram, which fails now and then, while the silo that sends dies again and again: from edits of deals to messages in chats
/// nothing is lost, each chat's order is kept, no limit is exceeded, and a kill makes one repeat at most.
/// </summary>
public sealed class TelegramKill(int seed) : Scenario
{
    private const int Kills = 20;
    private const int Deals = 10;
    private const int ChatsOfADeal = 50;
    private const int Notifications = Kills * Deals / 2 * ChatsOfADeal;
    private const int MessagesBetween = 25;
    private const double FaultShare = 0.05;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private ToldDeal[] _deals = [];
    private FakeTelegramServer? _telegram;
    private int _kills;

    public override string Name => "telegram-kill";

    public override string Description =>
        $"kill -9 of the silo that sends to Telegram, {Kills} times, while {Deals * ChatsOfADeal} chats are told of {Notifications} events and Telegram answers 5 % of requests 429 and 5 % 500";

    public override int Edits => 500;

    public override bool NeedsBroker => true;

    public override bool NeedsMembershipTable => true;

    /// <summary>Fewer edits by others: the silos have enough to do with their starts and with notifications.</summary>
    public override async Task<RigOptions> PrepareAsync(RigOptions options)
    {
        _telegram = await FakeTelegramServer.StartAsync(new FakeTelegramOptions { Seed = seed });
        return options with
        {
            System = options.System with { Redis = true, Settings = LinkedChats.Settings(_telegram) },
            Load = options.Load with { Writers = 2, EditsPerSecond = 10, Deals = 20 },
        };
    }

    public override async Task BreakAsync(Rig rig)
    {
        var telegram = _telegram!;
        var chats = await new LinkedChats(rig.System, telegram).LinkAsync(Deals * ChatsOfADeal);
        _deals = [.. chats.Chunk(ChatsOfADeal).Select((some, i) => new ToldDeal(rig.Sender, $"told-{i}", some))];
        telegram.Faults.Shares(new Dictionary<Fault, double> { [Fault.TooManyRequests] = FaultShare, [Fault.ServerError] = FaultShare });
        var fault = new KilledSender(new Uri(telegram.Url).Port);
        var sent = telegram.Ledger.Messages.Length;
        for (; _kills < Kills; _kills++)
        {
            await TellAsync(_kills);
            await Condition.WaitAsync(
                () => telegram.Ledger.Messages.Length >= sent + MessagesBetween, Patience, () => $"{sent + MessagesBetween} messages at Telegram\n{rig.System.Log}");
            sent = telegram.Ledger.Messages.Length;
            await fault.CauseAsync(rig);
        }

        await UntilToldAsync();
    }

    public override History Complete(History history) => history with { Telegram = Seen() };

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var seen = history.Telegram!;
        var notifications = seen.Expected.Values.Sum(static words => words.Count);
        var lost = TelegramCheck.Lost(seen);
        yield return new Measure(
            $"{notifications} notifications ({Notifications}) in {seen.Requests.Count(static r => r.IsDone)} messages, {lost} lost (0)", notifications == Notifications && lost == 0);
        var (limited, failed) = (seen.Requests.Count(static r => r.Status == 429), seen.Requests.Count(static r => r.Status == 500));
        yield return new Measure($"{limited} times 429, {failed} times 500", limited > 0 && failed > 0);
        var repeats = TelegramCheck.Repeats(seen);
        yield return new Measure($"{_kills} kills ({Kills}), {repeats} repeats (<= {Kills})", _kills == Kills && repeats <= Kills);
        var (ofAll, ofAChat) = TelegramCheck.Fullest(seen);
        yield return new Measure(
            $"at most {ofAll} requests within a second (<= {TelegramCheck.MostOfAll}), {ofAChat} to a chat (<= {TelegramCheck.MostOfAChat})",
            ofAll <= TelegramCheck.MostOfAll && ofAChat <= TelegramCheck.MostOfAChat);
    }

    public override async ValueTask DisposeAsync()
    {
        if (_telegram is not null)
            await _telegram.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Every other deal has something to tell: first that it is shared, then, again and again, that it is lost.</summary>
    private Task TellAsync(int round) =>
        Task.WhenAll(_deals.Where((_, i) => i % 2 == round % 2).Select(deal => round < 2 ? deal.ShareAsync() : deal.LoseAsync()));

    private async Task UntilToldAsync()
    {
        try
        {
            await Condition.WaitAsync(
                async () =>
                {
                    await Task.Delay(Look);
                    return TelegramCheck.Lost(Seen()) == 0;
                },
                Patience,
                () => "all chats are told of everything");
        }
        catch (TimeoutException)
        {
            // The check says what is missing.
        }
    }

    private TelegramSeen Seen() => new(
        _deals.SelectMany(static deal => deal.Chats.Select(chat => KeyValuePair.Create(chat.Id, deal.Words))).ToDictionary(),
        [.. _telegram!.Ledger.All.Where(static request => request.Method == "sendMessage")],
        _kills);
}
