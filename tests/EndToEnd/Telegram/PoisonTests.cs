using System.Text;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.FakeTelegram.Sent;
using Crm.Actors.TestKit.Running;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>
/// 20,000 messages in the two queues of the bot, most of which are none: each good one among them has its effect, once, each other one is a dead letter with
/// its reason, and both queues are read on.
/// </summary>
[Collection(SystemTests.Name)]
public sealed class PoisonTests(BotFixture fixture) : IClassFixture<BotFixture>
{
    private const string Updates = "telegram.updates";
    private const string Notifications = "notifications.telegram";
    private const int Messages = 10_000;
    private const int Good = 100;
    private const long Chat = 7_000_030;
    private const long FirstChat = 8_000_000;
    private const int AtOnce = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Queues_TwentyThousandMessagesMostlyPoison_LoseNoGoodOneAndKeepThePoison()
    {
        var account = await fixture.NewLinkedAccountAsync(Chat);
        var deal = (await account.Client.CreateDealAsync("Ten pumps", "poison-deal")).Id;
        await using var connection = await fixture.System.RabbitMq!.ConnectAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true, null), TestContext.Current.CancellationToken);
        await using var reading = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var box = await LetterBox.OpenAsync(reading);
        var (updates, events) = (new PoisonMessages(1), new PoisonMessages(2));

        await PublishAsync(channel, Updates, updates, updates.Update, number => Update(deal, number));
        await PublishAsync(channel, Notifications, events, events.Event, Event);

        await Condition.WaitAsync(() => box.Letters.Count >= 2 * (Messages - Good), Patience, () => $"{2 * (Messages - Good)} letters, and not {box.Letters.Count}\n{fixture.System.Log}");
        // What is put there last in a chat is worked on last.
        await channel.BasicPublishAsync("", Updates, mandatory: true, new BasicProperties(), Update(deal, Good));
        await channel.BasicPublishAsync("", Notifications, mandatory: true, new BasicProperties(), Event(Good));
        string[] notes = [];
        await Condition.WaitAsync(
            async () => (notes = await fixture.NotesAsync(deal)).Contains(Text(Good)), Patience, () => $"the last note, and not {notes.Length} notes\n{fixture.System.Log}");
        await Condition.WaitAsync(() => Sent().Length > Good, Patience, () => $"{Good + 1} messages, and not {Sent().Length}\n{fixture.System.Log}");

        notes.ShouldBe(Enumerable.Range(0, Good + 1).Select(Text));
        Sent().Select(static message => (message.ChatId, message.Text)).Order().ShouldBe(Enumerable.Range(0, Good + 1).Select(static number => (FirstChat + number, Text(number))));
        fixture.Telegram.Ledger.All.ShouldNotContain(static request => request.Text.Contains("poison", StringComparison.Ordinal));
        foreach (var queue in new[] { Updates, Notifications })
        {
            var names = Enumerable.Range(0, Messages).Where(static number => !IsGood(number)).Select(number => $"telegram:{Name(queue, number)}").ToHashSet(StringComparer.Ordinal);
            var letters = box.Letters.Where(letter => letter.Value.Queue == queue).ToList();
            letters.Select(static letter => letter.Key).Except(names, StringComparer.Ordinal).ShouldBeEmpty("A good one was given up.");
            names.Except(letters.Select(static letter => letter.Key), StringComparer.Ordinal).ShouldBeEmpty("Poison is lost.");
            letters.Where(static letter => letter.Value.Reason != "unreadable" || letter.Value.Error.Length == 0).ShouldBeEmpty("A letter has no reason.");
        }
    }

    private static async Task PublishAsync(IChannel channel, string queue, PoisonMessages poison, Func<byte[]> next, Func<int, byte[]> good)
    {
        foreach (var numbers in Enumerable.Range(0, Messages).Chunk(AtOnce))
        {
            await Task.WhenAll(numbers.Select(number =>
            {
                var body = IsGood(number) ? good(number / (Messages / Good)) : next();
                var properties = IsGood(number) ? new BasicProperties { MessageId = Name(queue, number) } : poison.Properties(Name(queue, number));
                return channel.BasicPublishAsync("", queue, mandatory: true, properties, body).AsTask();
            }));
        }
    }

    private static bool IsGood(int number) => number % (Messages / Good) == 0;

    private static string Name(string queue, int number) => $"{queue}-{number}";

    private LedgerEntry[] Sent() => [.. fixture.Telegram.Ledger.Messages.Where(static message => message.ChatId >= FirstChat)];

    /// <summary>Somebody adds a note in the chat.</summary>
    private static byte[] Update(Guid deal, int number) => Encoding.UTF8.GetBytes(
        $$"""{"updateId":{{6_000_000_000 + number}},"chatId":{{Chat}},"language":"en","text":"/note {{deal}} {{Text(number)}}"}""");

    /// <summary>Something to be sent, to a chat of its own.</summary>
    private static byte[] Event(int number) => Encoding.UTF8.GetBytes(PoisonParts.EventOf(
        $$$"""{"notificationId":"0192f0c1-0000-7000-8000-{{{number:x12}}}","kind":"reply","chatId":{{{FirstChat + number}}},"text":{"en":"{{{Text(number)}}}"}}"""));

    private static string Text(int number) => $"good {number:000}";
}
