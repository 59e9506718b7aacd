using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.FakeTelegram.Sent;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

public sealed class TelegramSenderTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static SendingOptions Quick { get; } = new() { FirstPause = TimeSpan.FromMilliseconds(50), LongestPause = TimeSpan.FromMilliseconds(100), MaxAttempts = 3 };

    [Fact]
    public async Task Take_ManyChatsWithFaults_LosesNothingKeepsTheOrderAndTheLimits()
    {
        await using var rig = await SendingRig.StartAsync(new SendingOptions { FirstPause = TimeSpan.FromMilliseconds(200) });
        rig.Telegram.Faults.Shares(new Dictionary<Fault, double> { [Fault.TooManyRequests] = 0.05, [Fault.ServerError] = 0.05 });
        const int Chats = 40, Each = 3;

        for (var i = 0; i < Each; i++)
        {
            for (var chat = 1; chat <= Chats; chat++)
                rig.Send(chat, $"{i}");
        }

        await EndAsync(rig, Chats * Each);
        var sent = rig.Telegram.Ledger.Messages;
        sent.Length.ShouldBe(Chats * Each);
        foreach (var chat in sent.GroupBy(static message => message.ChatId))
            chat.Select(static message => message.Text).ShouldBe(["0", "1", "2"]);
        var asked = rig.Telegram.Ledger.All;
        RateWindow.Fullest(asked, Second).ShouldBeLessThanOrEqualTo(30);
        RateWindow.FullestOfAnyChat(sent, Second).ShouldBe(1);
    }

    [Fact]
    public async Task Take_TooManyRequests_WaitsAsLongAsItWasTold()
    {
        await using var rig = await SendingRig.StartAsync();
        rig.Telegram.Faults.RetryAfter = 2;
        rig.Telegram.Faults.Next(Fault.TooManyRequests);

        rig.Send(7, "hello");

        await EndAsync(rig, 1);
        var asked = rig.Telegram.Ledger.All;
        asked.Length.ShouldBe(2);
        (asked[1].At - asked[0].At).ShouldBeGreaterThan(TimeSpan.FromSeconds(1.95));
    }

    [Fact]
    public async Task Take_ABurstOfNotifications_BecomesFewMessages()
    {
        await using var rig = await SendingRig.StartAsync();

        for (var i = 0; i < 21; i++)
            rig.Send(7, $"event {i}", OutgoingKind.Notification);

        await EndAsync(rig, 21);
        var sent = rig.Telegram.Ledger.Messages;
        sent.Length.ShouldBeInRange(3, 4);
        string.Join('\n', sent.Select(static message => message.Text)).Split('\n').Count(static line => line.Contains("event ", StringComparison.Ordinal)).ShouldBe(21);
    }

    [Fact]
    public async Task Take_NoAnswer_IsTriedAgainAndThenADeadLetter()
    {
        await using var rig = await SendingRig.StartAsync(Quick);
        rig.Telegram.Faults.OfChat(7, Fault.ServerError);

        rig.Send(7, "never");
        rig.Send(8, "always");

        await EndAsync(rig, 2);
        var (text, why) = rig.DeadLetters.ShouldHaveSingleItem();
        text.ShouldBe("never");
        why.Reason.ShouldBe("failed");
        why.Attempts.ShouldBe(3);
        rig.Telegram.Ledger.Messages.ShouldHaveSingleItem().Text.ShouldBe("always");
    }

    [Fact]
    public async Task Take_Refused_IsADeadLetterAtOnce()
    {
        await using var rig = await SendingRig.StartAsync(Quick);
        rig.Telegram.Faults.Next(Fault.Refused);

        rig.Send(7, "odd");

        await EndAsync(rig, 1);
        rig.DeadLetters.ShouldHaveSingleItem().Why.Reason.ShouldBe("refused");
        rig.Telegram.Ledger.All.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Take_OneOfSeveralNotificationsRefused_IsADeadLetterAlone()
    {
        await using var rig = await SendingRig.StartAsync(Quick);
        // The reply goes alone, and the others wait together behind it. Then all of them are refused, and the first of them.
        rig.Telegram.Faults.Next(Fault.None, Fault.Refused, Fault.Refused);

        rig.Send(7, "asked");
        for (var i = 0; i < 4; i++)
            rig.Send(7, $"event {i}", OutgoingKind.Notification);

        await EndAsync(rig, 5);
        var (text, why) = rig.DeadLetters.ShouldHaveSingleItem();
        (text, why.Reason, why.Attempts).ShouldBe(("event 0", "refused", 1));
        rig.Telegram.Ledger.Messages.Select(static message => message.Text).ShouldBe(["asked", "event 1", "event 2", "event 3"]);
    }

    [Fact]
    public async Task Take_BlockedByThePerson_UnlinksTheChat()
    {
        await using var rig = await SendingRig.StartAsync(Quick);
        rig.Telegram.Faults.OfChat(7, Fault.Blocked);

        rig.Send(7, "hello");

        await EndAsync(rig, 1);
        rig.Unlinked.ShouldBe([7L]);
        rig.DeadLetters.ShouldBeEmpty();
    }

    [Fact]
    public async Task Take_SameMessageTwice_IsSentOnce()
    {
        await using var rig = await SendingRig.StartAsync();
        var message = rig.Send(7, "hello");
        await EndAsync(rig, 1);

        rig.Send(message);

        await EndAsync(rig, 2);
        rig.Telegram.Ledger.Messages.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Take_SameNotificationTwiceInABurst_IsToldOnce()
    {
        await using var rig = await SendingRig.StartAsync();

        // The reply goes alone, and the others wait together behind it.
        rig.Send(7, "asked");
        var message = rig.Send(7, "told", OutgoingKind.Notification);
        rig.Send(message);

        await EndAsync(rig, 3);
        rig.Telegram.Ledger.Messages.Select(static sent => sent.Text).ShouldBe(["asked", "told"]);
    }

    [Fact]
    public async Task Take_DroppedAfterItWasTaken_IsSentOnceMore()
    {
        await using var rig = await SendingRig.StartAsync(Quick);
        rig.Telegram.Faults.Next(Fault.DropAfterAccept);

        rig.Send(7, "hello");

        // Nobody can know that Telegram has it: this is the one duplicate that there can be.
        await EndAsync(rig, 1);
        rig.Telegram.Ledger.Messages.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Take_MutedChat_GetsRepliesAlone()
    {
        await using var rig = await SendingRig.StartAsync();
        rig.Mute(7);

        rig.Send(7, "told", OutgoingKind.Notification);
        rig.Send(7, "asked");

        await EndAsync(rig, 2);
        rig.Telegram.Ledger.Messages.ShouldHaveSingleItem().Text.ShouldBe("asked");
    }

    [Fact]
    public async Task Take_SomebodyElsesByNow_IsNotSent()
    {
        await using var rig = await SendingRig.StartAsync();

        rig.Send(rig.Send(8, "x") with { ChatId = 7, Text = LocalText.Same("lost") }, isOurs: false);
        rig.Send(7, "ours");

        await EndAsync(rig, 2);
        rig.Telegram.Ledger.Messages.Select(static message => message.Text).Order().ShouldBe(["ours", "x"]);
    }

    [Fact]
    public async Task Take_AChatThatDoesNotAnswer_HoldsNoOtherUp()
    {
        await using var rig = await SendingRig.StartAsync();
        var answer = new TaskCompletionSource();
        rig.Slow[7] = answer.Task;

        rig.Send(7, "later");
        rig.Send(8, "now");

        await EndAsync(rig, 1);
        rig.Telegram.Ledger.Messages.ShouldHaveSingleItem().Text.ShouldBe("now");
        answer.SetResult();
        await EndAsync(rig, 2);
        rig.Telegram.Ledger.Messages.Select(static message => message.Text).ShouldBe(["now", "later"]);
    }

    [Fact]
    public async Task Take_AChatThatCannotBeRead_IsADeadLetterWithTheReason()
    {
        await using var rig = await SendingRig.StartAsync(Quick);
        rig.Slow[7] = Task.FromException(new FormatException("broken row"));

        rig.Send(7, "never");
        rig.Send(8, "always");

        await EndAsync(rig, 2);
        var (text, why) = rig.DeadLetters.ShouldHaveSingleItem();
        (text, why).ShouldBe(("never", new GivenUp("failed", "broken row", "broken row", 3)));
        rig.Telegram.Ledger.Messages.ShouldHaveSingleItem().Text.ShouldBe("always");
    }

    [Fact]
    public async Task Take_ARequestThatIsLongOnItsWay_TheNextOneComesASecondAfterIt()
    {
        await using var rig = await SendingRig.StartAsync(way: static telegram => new LongWay(telegram));

        rig.Send(7, "first");
        rig.Send(7, "second");

        await EndAsync(rig, 2);
        rig.Telegram.Ledger.Messages.Select(static message => message.Text).ShouldBe(["first", "second"]);
        RateWindow.FullestOfAnyChat(rig.Telegram.Ledger.Messages, Second).ShouldBe(1);
    }

    private static Task EndAsync(SendingRig rig, int messages) =>
        Condition.WaitAsync(() => rig.Ended == messages, Patience, () => $"{messages} messages to end, and not {rig.Ended}");

    /// <summary>Longer than the interval of a chat.</summary>
    private sealed class LongWay(ITelegramApi telegram) : ITelegramApi
    {
        private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1.5);

        private int _sent;

        public async Task<SendResult> SendAsync(long chatId, RenderedMessage message, CancellationToken cancellation)
        {
            if (Interlocked.Increment(ref _sent) == 1)
                await Task.Delay(Delay, cancellation);
            return await telegram.SendAsync(chatId, message, cancellation);
        }

        public Task<SendResult> EditAsync(long chatId, int messageId, RenderedMessage message, CancellationToken cancellation) =>
            telegram.EditAsync(chatId, messageId, message, cancellation);

        public Task<SendResult> AnswerPressAsync(string pressId, string text, CancellationToken cancellation) =>
            telegram.AnswerPressAsync(pressId, text, cancellation);
    }
}
