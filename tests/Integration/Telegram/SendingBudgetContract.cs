using System.Security.Cryptography;
using Crm.Actors.Silo.Telegram.Sending;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Telegram;

/// <summary>What every budget does.</summary>
public abstract class SendingBudgetContract
{
    private protected static SendingOptions Options { get; } = new();

    private protected abstract ISendingBudget Budget { get; }

    [Fact]
    public async Task TakeAsync_SameChatAgain_WaitsForItsSecond()
    {
        var chat = NewChat();
        await TakenAsync(chat);

        var wait = await Budget.TakeAsync(chat);

        wait.ShouldBeGreaterThan(TimeSpan.FromMilliseconds(500));
        wait.ShouldBeLessThanOrEqualTo(Options.ChatInterval);
    }

    [Fact]
    public async Task TakeAsync_AGroup_WaitsForThreeSeconds()
    {
        var group = -NewChat();
        await TakenAsync(group);

        (await Budget.TakeAsync(group)).ShouldBeGreaterThan(TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task TakeAsync_ManyChatsAtOnce_OneGetsTheNextTurn()
    {
        await TakenAsync(NewChat());

        var waits = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Budget.TakeAsync(NewChat()).AsTask()));

        waits.Count(static wait => wait == TimeSpan.Zero).ShouldBeLessThanOrEqualTo(1);
        waits.ShouldAllBe(static wait => wait <= Options.OverallInterval);
    }

    [Fact]
    public async Task PauseAsync_OfAChat_HoldsThatOneUp()
    {
        var (paused, other) = (NewChat(), NewChat());

        await Budget.PauseAsync(paused, TimeSpan.FromSeconds(30));

        (await Budget.TakeAsync(paused)).ShouldBeGreaterThan(TimeSpan.FromSeconds(28));
        await TakenAsync(other);
    }

    [Fact]
    public async Task PauseAsync_AfterARequest_CountsTheIntervalFromThere()
    {
        var chat = NewChat();
        await TakenAsync(chat);
        await Task.Delay(Options.ChatInterval / 2);

        await Budget.PauseAsync(chat, Options.ChatInterval);

        (await Budget.TakeAsync(chat)).ShouldBeGreaterThan(Options.ChatInterval * 0.6);
    }

    [Fact]
    public async Task PauseAsync_OfAll_HoldsEveryChatUpAndIsNeverShortened()
    {
        await Budget.PauseAsync(null, TimeSpan.FromSeconds(3));
        await Budget.PauseAsync(null, TimeSpan.FromSeconds(1));

        (await Budget.TakeAsync(NewChat())).ShouldBeGreaterThan(TimeSpan.FromSeconds(2));
    }

    private protected async Task TakenAsync(long chat)
    {
        while (await Budget.TakeAsync(chat) is var wait && wait > TimeSpan.Zero)
            await Task.Delay(wait + TimeSpan.FromMilliseconds(1));
    }

    private protected static long NewChat() => RandomNumberGenerator.GetInt32(int.MaxValue - 1) + 1;
}
