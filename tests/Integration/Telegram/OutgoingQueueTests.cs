using System.Text;
using Crm.Actors.FakeTelegram;
using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

/// <summary>From the broker's queue to Telegram, with a broker of its own.</summary>
public sealed class OutgoingQueueTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly UuidV7Source _ids = new(TimeProvider.System);
    private RabbitMqServer _broker = null!;
    private FakeTelegramServer _telegram = null!;

    public async ValueTask InitializeAsync()
    {
        _broker = await RabbitMqServer.StartNewAsync();
        _telegram = await FakeTelegramServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _telegram.DisposeAsync();
        await _broker.DisposeAsync();
    }

    [Fact]
    public async Task Send_KilledTwentyTimes_LosesNothingAndRepeatsOneAKillAtMost()
    {
        const int Chats = 50, Each = 8, Kills = 20;
        _telegram.Faults.Shares(new Dictionary<Fault, double> { [Fault.TooManyRequests] = 0.05, [Fault.ServerError] = 0.05 });
        await using var rig = new OutgoingQueueRig(_broker, _telegram);
        for (var i = 0; i < Each; i++)
        {
            for (var chat = 1; chat <= Chats; chat++)
                await rig.PublishAsync(Message(chat, $"{i}"));
        }

        await rig.StartAsync();
        for (var kill = 1; kill <= Kills; kill++)
        {
            await SentAsync(kill * 10);
            await rig.KillAsync();
            await rig.StartAsync();
        }

        await Condition.WaitAsync(() => Distinct() == Chats * Each, Patience, () => $"{Chats * Each} messages, and not {Distinct()}");
        (_telegram.Ledger.Messages.Length - Distinct()).ShouldBeLessThanOrEqualTo(Kills);
        foreach (var chat in _telegram.Ledger.Messages.GroupBy(static message => message.ChatId))
            chat.Select(static message => message.Text).Distinct().ShouldBe(Enumerable.Range(0, Each).Select(static i => $"{i}"), $"the order of chat {chat.Key}");
    }

    [Fact]
    public async Task Read_Poison_IsADeadLetterWithTheReasonAndHoldsNothingUp()
    {
        await using var rig = new OutgoingQueueRig(_broker, _telegram);
        await rig.PublishAsync(Encoding.UTF8.GetBytes("""{"specversion":"1.0","type":"notification.telegram","data":{}}"""));
        await rig.PublishAsync(Message(7, "good"));

        await rig.StartAsync();

        await SentAsync(1);
        var letters = rig.DeadLetters;
        await Condition.WaitAsync(async () => (await letters.ListAsync(10, CancellationToken.None)).Total == 1, Patience, static () => "a dead letter");
        var letter = (await letters.ListAsync(10, CancellationToken.None)).Letters.ShouldHaveSingleItem();
        letter.Reason.Reason.ShouldBe("unreadable");
        letter.Reason.LastError.ShouldContain("notificationId is missing");
    }

    private int Distinct() => _telegram.Ledger.Messages.Select(static message => (message.ChatId, message.Text)).Distinct().Count();

    private Task SentAsync(int messages) =>
        Condition.WaitAsync(() => _telegram.Ledger.Messages.Length >= messages, Patience, () => $"{messages} messages, and not {_telegram.Ledger.Messages.Length}");

    private OutgoingTelegram Message(long chat, string text) =>
        new() { Id = _ids.Next(), Kind = OutgoingKind.Reply, ChatId = chat, Text = LocalText.Same(text) };
}
