using Crm.Actors.Streaming.RabbitMq;
using Crm.Actors.TestKit.RabbitMq;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>Whatever the broker did not take for good is an error to the publisher.</summary>
public sealed class PublishingTests(RabbitMqFixture rabbit)
{
    [Fact]
    public async Task Publish_Confirmed_IsDeliveredInOrderPerStream()
    {
        await using var cluster = await StreamCluster.StartAsync(rabbit.Server, silos: 2);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(stream => cluster.PublishAsync(stream, Enumerable.Range(1, 200))));
        await cluster.UntilAllSeenAsync(16, 200);
        for (var stream = 0; stream < 16; stream++)
            cluster.Recorder.Seen(cluster.Stream(stream)).ShouldBe(Enumerable.Range(1, 200));
    }

    [Fact]
    public async Task Publish_BrokerAbsentAtStart_FailsAndLaterSucceeds()
    {
        await using var server = await RabbitMqServer.StartNewAsync(TestContext.Current.CancellationToken);
        await server.StopAsync(TestContext.Current.CancellationToken);
        await using var cluster = await StreamCluster.StartAsync(server);
        await Should.ThrowAsync<PublishFailedException>(() => cluster.PublishAsync(1, [1, 2, 3]));

        await server.StartAsync(TestContext.Current.CancellationToken);
        await cluster.PublishUntilConfirmedAsync(1, [1, 2, 3]);
        await cluster.UntilAsync(() => cluster.Recorder.Seen(cluster.Stream(1)).Length == 3, "delivered");
    }

    [Fact]
    public async Task Publish_BrokerDiesMidBatch_FailsAndTheRepeatSkipsNothing()
    {
        await using var server = await RabbitMqServer.StartNewAsync(TestContext.Current.CancellationToken);
        await using var cluster = await StreamCluster.StartAsync(server);
        await cluster.PublishUntilConfirmedAsync(0, [1]);
        await server.UntilQueuesAreOnDiskAsync(TestContext.Current.CancellationToken);

        var failures = 0;
        var publishing = Task.WhenAll(Enumerable.Range(0, 8).Select(async stream =>
        {
            for (var from = 1; from <= 4000; from += 500)
            {
                var batch = Enumerable.Range(from, 500).ToArray();
                await cluster.UntilAsync(
                    async () =>
                    {
                        try
                        {
                            await cluster.PublishAsync(stream, batch);
                            return true;
                        }
                        catch (PublishFailedException)
                        {
                            Interlocked.Increment(ref failures);
                            return false;
                        }
                    },
                    $"stream {stream} confirmed");
            }
        }));
        await cluster.UntilAsync(() => cluster.Recorder.Count > 500, "flowing");
        await server.KillAsync(TestContext.Current.CancellationToken);
        await server.StartAsync(TestContext.Current.CancellationToken);
        await publishing;
        failures.ShouldBeGreaterThan(0, "The broker died too late.");

        await cluster.UntilAllSeenAsync(8, 4000);
        for (var stream = 0; stream < 8; stream++)
            cluster.Recorder.FirstSeen(cluster.Stream(stream)).ShouldBe(Enumerable.Range(1, 4000), "Repeats are allowed, skips are not.");
    }

    [Fact]
    public async Task Publish_QueueIsFull_IsRefusedAndSucceedsWhenThereIsRoom()
    {
        await using var cluster = await StreamCluster.StartAsync(rabbit.Server, configure: static o => (o.MaxQueueLength, o.Prefetch) = (20, 5));
        var gate = new TaskCompletionSource();
        cluster.Recorder.OnEvent = (_, _) => gate.Task;
        var refused = await Should.ThrowAsync<PublishFailedException>(async () =>
        {
            for (var number = 1; number <= 200; number++)
                await cluster.PublishAsync(1, [number]);
        });
        refused.Message.ShouldContain("refused");

        gate.SetResult();
        await cluster.PublishUntilConfirmedAsync(1, [1000]);
        await cluster.UntilAsync(() => cluster.Recorder.Seen(cluster.Stream(1)).Contains(1000), "delivered");
    }

    [Fact]
    public async Task Publish_NoQueueTakesIt_IsAnError()
    {
        await using var cluster = await StreamCluster.StartAsync(rabbit.Server);
        await cluster.PublishAsync(1, [1]);
        await cluster.UntilAsync(() => cluster.Recorder.Count == 1, "nobody declares anything any more");
        await cluster.AskBrokerAsync(async channel =>
        {
            await channel.ExchangeUnbindAsync($"{cluster.Name}.partitions", cluster.Exchange, "#");
            return 0;
        });
        (await Should.ThrowAsync<PublishFailedException>(() => cluster.PublishAsync(1, [2]))).Message.ShouldContain("No queue takes");
    }
}
