using Crm.Actors.Streaming.RabbitMq;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>A letter says how often its message was delivered, by the broker's count, and no more about what went wrong than is known.</summary>
public sealed class DeadLetterAttemptsTests(RabbitMqFixture rabbit)
{
    [Fact]
    public async Task Fail_MessagesThatCameBackBefore_CountThat()
    {
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishAsync("old", "");
        await queue.LoseAsync(2);
        await queue.LoseAsync(2);
        await queue.PublishAsync("new");
        var letters = await queue.FailAllAsync(3);
        Reason(letters["old"]).ShouldBe(("nobody", "undelivered", 3));
        Reason(letters["new"]).ShouldBe(("nobody", "undelivered", 1));
        Reason(letters[""]).ShouldBe((queue.Name, "unreadable", 3));
        letters[""].Reason.LastError.ShouldBe(TextFormat.Unreadable);
        letters["old"].Reason.LastError.ShouldStartWith("The consumer did not take it alone ");
        letters.Values.ShouldAllBe(static letter => letter.Reason.FirstError == letter.Reason.LastError);
    }

    [Fact]
    public async Task List_MessagesThatTheBrokerGaveUp_SaysAfterHowManyDeliveries()
    {
        const int Limit = LoneQueue.DeliveryLimit;
        await using var queue = new LoneQueue(rabbit.Server);
        await queue.PublishAsync("kills", "kills, too");
        for (var i = 0; i <= Limit; i++)
            await queue.LoseAsync(2);
        await LoneQueue.UntilAsync(async () => (await queue.ListAsync()).Count == 2, "two letters");
        // Looking at them is a delivery of another queue's.
        for (var i = 0; i < 3; i++)
        {
            var letters = await queue.ListAsync();
            letters.Count.ShouldBe(2);
            foreach (var letter in letters)
            {
                Reason(letter).ShouldBe(("broker", "delivery_limit", Limit + 1));
                letter.Reason.LastError.ShouldBe("The broker gave it up: delivery_limit.");
                letter.Reason.FirstError.ShouldBe(letter.Reason.LastError);
                (letter.Queue, letter.Message.Exchange, letter.Message.RoutingKey).ShouldBe((queue.Name, queue.Exchange, "texts"));
            }
        }

        // It begins anew.
        (await queue.DeadLetters.ReplayAsync(static _ => true, TestContext.Current.CancellationToken)).ShouldBe(2);
        var again = await queue.FailAllAsync(2);
        again.Values.ShouldAllBe(static letter => letter.Reason.Attempts == 1 && letter.Reason.Reason == "undelivered");
        // The other one is the client library's, for confirmations.
        foreach (var letter in again.Values)
            letter.Message.Properties.Headers!.Keys.ShouldBe(["partition", Constants.PublishSequenceNumberHeader], ignoreOrder: true);
    }

    private static (string Consumer, string Reason, int Attempts) Reason(DeadLetterMessage letter) =>
        (letter.Reason.Consumer, letter.Reason.Reason, letter.Reason.Attempts);
}
