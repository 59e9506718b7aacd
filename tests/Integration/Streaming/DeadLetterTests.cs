using System.Text;
using RabbitMQ.Client;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>What cannot be delivered is set aside with its reason, alone, and can be sent again.</summary>
public sealed class DeadLetterTests(RabbitMqFixture rabbit)
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public async Task Deliver_PoisonAmongOthers_IsSetAsideAloneAndReplayed(int eventsPerDelivery)
    {
        await using var cluster = await StartAsync(eventsPerDelivery);
        var cancellation = TestContext.Current.CancellationToken;
        cluster.Recorder.OnEvent = static (_, e) => e.Number % 25 == 0 ? Task.FromException(new InvalidOperationException("Poison.")) : Task.CompletedTask;
        await cluster.PublishAsync(1, Enumerable.Range(1, 100));
        var good = Enumerable.Range(1, 100).Where(static number => number % 25 != 0).ToArray();
        await cluster.UntilAsync(() => cluster.Recorder.FirstSeen(cluster.Stream(1)).Length == good.Length, "the others are delivered");
        await cluster.UntilAsync(async () => (await cluster.DeadLetters.ListAsync(100, cancellation)).Total == 4, "the poison is set aside");
        cluster.Recorder.FirstSeen(cluster.Stream(1)).Order().ShouldBe(good);
        if (eventsPerDelivery == 1)
            cluster.Recorder.FirstSeen(cluster.Stream(1)).ShouldBe(good);
        var reasons = (await cluster.DeadLetters.ListAsync(100, cancellation)).Letters.Select(static letter => letter.Reason).ToList();
        reasons.ShouldAllBe(static r => r.Reason == "undelivered"
            && r.Consumer.StartsWith("subscription ", StringComparison.Ordinal)
            && r.LastError.StartsWith("The consumer did not take it alone ", StringComparison.Ordinal));
        // Twice where it failed with others before: then there is a first error of its own.
        reasons.ShouldAllBe(static r => r.Attempts == 1 ? r.FirstError == r.LastError
            : r.Attempts == 2 && r.FirstError.StartsWith("The consumer did not take it among ", StringComparison.Ordinal));
        reasons.Any(static r => r.Attempts == 2).ShouldBe(eventsPerDelivery > 1);

        cluster.Recorder.OnEvent = static (_, _) => Task.CompletedTask;
        (await cluster.DeadLetters.ReplayAsync(static _ => true, cancellation)).ShouldBe(4);
        await cluster.UntilAsync(() => cluster.Recorder.FirstSeen(cluster.Stream(1)).Length == 100, "the replayed are delivered");
        (await cluster.DeadLetters.ListAsync(100, cancellation)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Deliver_WhatIsNoEvent_IsSetAsideWithTheReasonAndHoldsUpNothing()
    {
        await using var cluster = await StartAsync(1);
        var cancellation = TestContext.Current.CancellationToken;
        await cluster.PublishAsync(100, [1]); // so that there are queues
        await cluster.AskBrokerAsync(async channel =>
        {
            for (var i = 0; i < 5; i++)
                await channel.BasicPublishAsync(cluster.Exchange, "numbers", false, Partition(2), Encoding.UTF8.GetBytes($"no event {i}"), cancellation);
            return 0;
        });
        for (var stream = 0; stream < 8; stream++)
            await cluster.PublishAsync(stream, Enumerable.Range(1, 10));
        await cluster.UntilAllSeenAsync(8, 10);
        await cluster.UntilAsync(async () => (await cluster.DeadLetters.ListAsync(100, cancellation)).Total == 5, "five letters");

        var letters = (await cluster.DeadLetters.ListAsync(100, cancellation)).Letters;
        letters.Select(static letter => Encoding.UTF8.GetString(letter.Message.Body.Span)).ShouldBe(Enumerable.Range(0, 5).Select(static i => $"no event {i}"));
        letters.ShouldAllBe(letter => letter.Reason.Reason == "unreadable" && letter.Queue == $"{cluster.Name}.partition.2" && letter.Reason.LastError.Length > 0
            && letter.Reason.FirstError == letter.Reason.LastError && letter.Reason.Attempts == 1 && letter.Reason.Consumer == letter.Queue);

        (await cluster.DeadLetters.DropAsync(letter => letter.Id == letters[1].Id, cancellation)).ShouldBe(1);
        (await cluster.DeadLetters.ReplayAsync(letter => letter.Id == letters[0].Id, cancellation)).ShouldBe(1);
        await cluster.UntilAsync(
            async () => (await cluster.DeadLetters.ListAsync(100, cancellation)).Letters is [_, _, _, var last] && Encoding.UTF8.GetString(last.Message.Body.Span) == "no event 0",
            "the replayed one came back, behind the others");
        (await cluster.DeadLetters.DropAsync(static _ => true, cancellation)).ShouldBe(4);
        (await cluster.DeadLetters.ListAsync(100, cancellation)).Total.ShouldBe(0);
    }

    private Task<StreamCluster> StartAsync(int eventsPerDelivery) => StreamCluster.StartAsync(
        rabbit.Server,
        configure: options => options.EventsPerDelivery = eventsPerDelivery,
        more: static streams => streams.ConfigurePullingAgent(static agent => agent.Configure(static o => o.MaxEventDeliveryTime = TimeSpan.FromMilliseconds(300))));

    private static BasicProperties Partition(int queue) => new() { Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["partition"] = $"{queue}" } };
}
