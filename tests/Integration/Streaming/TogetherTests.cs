using Crm.Actors.Streaming.RabbitMq;
using Orleans.Streams;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>Events that come in one message are delivered and fail one by one; the message is settled when the last of them is.</summary>
public sealed class TogetherTests(RabbitMqFixture rabbit)
{
    [Fact]
    public async Task Deliver_AllOfAMessage_SettlesIt()
    {
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishTogetherAsync("a", "b", "c");
        await LoneQueue.UntilAsync(async () => await queue.ReadyAsync() == 1, "one message");
        var read = await queue.ReadAsync(3);
        read.Select(Text).ShouldBe(["a", "b", "c"]);
        await queue.DeliverAsync(read[2], read[0]);
        await queue.DeliverAsync(read[1]);
        await ShouldBeEmptyAsync(queue);
    }

    [Fact]
    public async Task Deliver_OneOfAMessageNot_AllOfItComesAgain()
    {
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishTogetherAsync("a", "b", "c");
        var read = await queue.ReadAsync(3);
        await queue.DeliverAsync(read[0], read[1]);
        await queue.ReadAnewAsync();
        (await queue.ReadAsync(3)).Select(Text).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Fail_EventsOfAMessage_AreLettersOfTheirOwn()
    {
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishTogetherAsync("a", "", "c");
        var letters = await queue.FailAllAsync(3);
        letters.Keys.ShouldBe(["a", "", "c"], ignoreOrder: true);
        letters[""].Reason.Reason.ShouldBe("unreadable");
        (letters["a"].Reason.Reason, letters["a"].Queue).ShouldBe(("undelivered", queue.Name));
        letters["c"].Message.Properties.ContentType.ShouldBeNull("It is what it would have been alone.");
        await ShouldBeEmptyAsync(queue);

        (await queue.DeadLetters.ReplayAsync(static letter => !letter.Message.Body.IsEmpty, TestContext.Current.CancellationToken)).ShouldBe(2);
        (await queue.ReadAsync(2)).Select(Text).ShouldBe(["a", "c"], ignoreOrder: true);
    }

    [Fact]
    public async Task Read_UnreadableEventComesAgain_IsTheSameLetter()
    {
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishTogetherAsync("a", "");
        await queue.ReadAsync(1);
        await LoneQueue.UntilAsync(async () => await queue.ParkAsync() == 1, "a letter");
        await queue.ReadAnewAsync();
        await queue.ReadAsync(1);
        await LoneQueue.UntilAsync(async () => await queue.ParkAsync() == 2, "the letter again");
        var letter = (await queue.ListAsync()).ShouldHaveSingleItem();
        letter.Message.Properties.ContentType.ShouldBe("text/line");
    }

    [Fact]
    public async Task Read_ManyInAMessageOfSomebodyElse_AreOneLetter()
    {
        string[] tooMany = [.. Enumerable.Repeat("c", RabbitMqBatchPublisher.EventsPerMessage + 1)];
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishAsync("before");
        await queue.ForgeTogetherAsync(queue.Exchange, "texts", "a", "b");
        await queue.ForgeTogetherAsync("", queue.Name, tooMany);
        await queue.PublishAsync("behind");
        var read = await queue.ReadAsync(2);
        read.Select(Text).ShouldBe(["before", "behind"]);
        await queue.DeliverAsync([.. read]);
        var letters = await queue.FailAllAsync(2);
        letters.Keys.ShouldBe(["a\nb", string.Join('\n', tooMany)], ignoreOrder: true);
        letters.Values.ShouldAllBe(static letter => letter.Reason.Reason == "unreadable");
        await ShouldBeEmptyAsync(queue);
    }

    /// <summary>What is not settled comes back, before anything that is sent now.</summary>
    private static async Task ShouldBeEmptyAsync(LoneQueue queue)
    {
        await queue.ReadAnewAsync();
        await queue.PublishTogetherAsync("after");
        var read = await queue.ReadAsync(1);
        read.Select(Text).ShouldBe(["after"]);
        await queue.DeliverAsync(read[0]);
    }

    private static string Text(IBatchContainer batch) => batch.GetEvents<string>().Single().Item1;
}
