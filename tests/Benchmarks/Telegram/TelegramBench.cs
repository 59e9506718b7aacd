using System.Globalization;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.FakeTelegram;
using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.FakeTelegram.Sent;
using Crm.Actors.TestKit.Running;
using Crm.Actors.TestKit.Telegram;

namespace Crm.Actors.Benchmarks.Telegram;

/// <summary>The way to Telegram, of the whole product in front of a fake one that fails now and then, while silos are killed.</summary>
internal sealed class TelegramBench : IBench
{
    private const int Chats = 500;
    private const int Messages = 5_000;
    private const int Kills = 20;
    private const int QuietChats = 200;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    public string Name => "telegram";

    public string Summary => "5,000 messages to 500 chats with 5 % 429, 5 % 500 and 20 killed silos; 20 a second over 200 chats from a deal's move, and from the queue, to Telegram";

    public async Task RunAsync(BenchContext context)
    {
        await using var telegram = await FakeTelegramServer.StartAsync();
        await using var system = await CrmSystem.StartAsync(new CrmSystemOptions
        {
            Silos = 2,
            RabbitMq = true,
            Redis = true,
            Postgres = BenchContext.PostgresOptions,
            Settings = LinkedChats.Settings(telegram),
        });
        await LatencyAsync(context, telegram, system);
        await KillsAsync(context, telegram, system);
    }

    private static async Task LatencyAsync(BenchContext context, FakeTelegramServer telegram, CrmSystem system)
    {
        var chats = await new LinkedChats(system, telegram).LinkAsync(QuietChats);
        var messages = new PacedMessages(telegram, system);
        using var deals = await MovedDeals.ShareAsync(system, telegram, chats);
        Report(context, "telegram.latency", await messages.RunAsync(deals));
        await using var queue = await MessageQueue.OpenAsync(system);
        Report(context, "telegram.queue", await messages.RunAsync(new QueuedMessages(queue, telegram.Ledger, chats)));
    }

    private static void Report(BenchContext context, string name, Load load)
    {
        context.Report.Figure($"{name}.p50", load.P50, "ms");
        context.Report.Figure($"{name}.p99", load.P99, "ms");
    }

    private static async Task KillsAsync(BenchContext context, FakeTelegramServer telegram, CrmSystem system)
    {
        telegram.Faults.Shares(new Dictionary<Fault, double> { [Fault.TooManyRequests] = 0.05, [Fault.ServerError] = 0.05 });
        await using (var queue = await MessageQueue.OpenAsync(system))
        {
            for (var i = 0; i < Messages; i++)
                await queue.PublishAsync(1_000 + (i % Chats), $"load {i}");
        }

        var started = telegram.Ledger.Now;
        for (var kill = 1; kill <= Kills; kill++)
        {
            await SentAsync(telegram, "load ", kill * Messages / (Kills + 5), system);
            var silo = system.Silos[kill % system.Silos.Count];
            await silo.KillAsync();
            silo.Start();
        }

        await SentAsync(telegram, "load ", Messages, system);
        var took = telegram.Ledger.Now - started;
        var sent = Of(telegram, "load ");
        context.Report.Figure("telegram.load.rate", Messages / took.TotalSeconds, "messages/s");
        context.Report.Figure("telegram.load.lost", Messages - sent.DistinctBy(NumberOf).Count(), "messages");
        context.Report.Figure("telegram.load.duplicates", sent.Count - sent.DistinctBy(NumberOf).Count(), "messages");
        context.Report.Figure("telegram.load.chats-out-of-order", sent.GroupBy(static message => message.ChatId).Count(static chat => !IsInOrder(chat)), "chats");
        context.Report.Figure("telegram.load.most-in-a-second", RateWindow.Fullest(telegram.Ledger.All.Where(static entry => entry.Method == "sendMessage"), Second), "requests");
        context.Report.Figure("telegram.load.most-in-a-second-of-a-chat", RateWindow.FullestOfAnyChat(telegram.Ledger.All.Where(static entry => entry.Method == "sendMessage"), Second), "requests");
    }

    private static List<LedgerEntry> Of(FakeTelegramServer telegram, string kind) =>
        [.. telegram.Ledger.Messages.Where(message => message.Text.StartsWith(kind, StringComparison.Ordinal))];

    private static int NumberOf(LedgerEntry message) => int.Parse(message.Text.AsSpan(message.Text.IndexOf(' ') + 1), CultureInfo.InvariantCulture);

    private static bool IsInOrder(IEnumerable<LedgerEntry> chat)
    {
        var numbers = chat.Select(NumberOf).Distinct().ToList();
        return numbers.SequenceEqual(numbers.Order());
    }

    private static Task SentAsync(FakeTelegramServer telegram, string kind, int messages, CrmSystem system) => Condition.WaitAsync(
        () => Of(telegram, kind).DistinctBy(NumberOf).Count() >= messages, Patience, () => $"{messages} messages at Telegram\n{system.Log}");
}
