using Crm.Actors.TestKit.Network;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>What is confirmed is delivered at least once, in order, whatever happens to consumers, silos and connections.</summary>
public sealed class DeliveryTests(RabbitMqFixture rabbit)
{
    [Fact]
    public async Task Deliver_SiloDiesBetweenDeliveryAndAcknowledgement_AnotherSiloGetsIt()
    {
        await using var cluster = await StreamCluster.StartAsync(rabbit.Server, silos: 2);
        var gate = new TaskCompletionSource();
        cluster.Recorder.OnEvent = (_, _) => gate.Task;
        for (var stream = 0; stream < 8; stream++)
            await cluster.PublishAsync(stream, Enumerable.Range(1, 50));
        await cluster.UntilAsync(async () => await cluster.ReadyAsync(0) + await cluster.ReadyAsync(1) + await cluster.ReadyAsync(2) + await cluster.ReadyAsync(3) == 0, "all with consumers");
        await cluster.Silos.KillSiloAsync(cluster.Silos.Silos[1]);
        gate.SetResult();
        await cluster.UntilAllSeenAsync(8, 50);
        for (var stream = 0; stream < 8; stream++)
            cluster.Recorder.FirstSeen(cluster.Stream(stream)).ShouldBe(Enumerable.Range(1, 50));
    }

    [Fact]
    public async Task Deliver_ConnectionsAreCut_WhatWasUnsettledComesAgain()
    {
        await using var proxy = new TcpProxy(rabbit.Server.Port);
        await using var cluster = await StreamCluster.StartAsync(rabbit.Server, port: proxy.Port);
        var publishing = Task.Run(async () =>
        {
            for (var from = 1; from <= 2000; from += 50)
                await cluster.PublishUntilConfirmedAsync(1, [.. Enumerable.Range(from, 50)]);
        });
        for (var cut = 1; cut <= 5; cut++)
        {
            var reached = Math.Min(1900, 300 * cut);
            await cluster.UntilAsync(() => cluster.Recorder.FirstSeen(cluster.Stream(1)).Length >= reached, $"{reached} events");
            proxy.Cut();
        }

        await publishing;
        await cluster.UntilAsync(() => cluster.Recorder.FirstSeen(cluster.Stream(1)).Length == 2000, "all events");
        cluster.Recorder.FirstSeen(cluster.Stream(1)).ShouldBe(Enumerable.Range(1, 2000));
        await cluster.UntilAsync(async () => await IsSettledAsync(cluster), "all is settled");
    }

    [Fact]
    public async Task Deliver_SilosComeAndGoWhileFlowing_SkipsNothing()
    {
        await using var cluster = await StreamCluster.StartAsync(rabbit.Server);
        using var stop = new CancellationTokenSource();
        var published = new int[8];
        var publishing = Task.WhenAll(Enumerable.Range(0, 8).Select(stream => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await cluster.PublishUntilConfirmedAsync(stream, [.. Enumerable.Range(published[stream] + 1, 20)]);
                published[stream] += 20;
            }
        })));

        var second = await cluster.Silos.StartAdditionalSiloAsync();
        await FlowOnAsync(cluster);
        var third = await cluster.Silos.StartAdditionalSiloAsync();
        await FlowOnAsync(cluster);
        await cluster.Silos.StopSiloAsync(second);
        await FlowOnAsync(cluster);
        await cluster.Silos.KillSiloAsync(third);
        await FlowOnAsync(cluster);
        await stop.CancelAsync();
        await publishing;

        for (var stream = 0; stream < 8; stream++)
        {
            var all = Enumerable.Range(1, published[stream]).ToArray();
            await cluster.UntilAsync(() => cluster.Recorder.FirstSeen(cluster.Stream(stream)).Length == all.Length, $"stream {stream} has {all.Length}");
            cluster.Recorder.FirstSeen(cluster.Stream(stream)).ShouldBe(all);
        }
    }

    [Fact]
    public async Task Deliver_SlowConsumer_LeavesTheRestWithTheBroker()
    {
        await using var cluster = await StreamCluster.StartAsync(
            rabbit.Server,
            configure: static o => (o.Prefetch, o.QueueCount) = (50, 1),
            more: static streams => streams.Configure<Orleans.Configuration.SimpleQueueCacheOptions>(static cache => cache.Configure(static c => c.CacheSize = 50)));
        var gate = new SemaphoreSlim(0);
        cluster.Recorder.OnEvent = (_, _) => gate.WaitAsync();
        await cluster.PublishAsync(1, Enumerable.Range(1, 500));
        await cluster.UntilAsync(async () => await cluster.ReadyAsync(0) == 450, "the prefetch is taken");
        gate.Release(30);
        await cluster.UntilAsync(() => cluster.Recorder.Count == 30, "some pass");
        (await cluster.ReadyAsync(0)).ShouldBeInRange(400u, 450u);
        gate.Release(1000);
        await cluster.UntilAsync(() => cluster.Recorder.Count == 500, "all pass");
        cluster.Recorder.Seen(cluster.Stream(1)).ShouldBe(Enumerable.Range(1, 500));
    }

    [Fact]
    public async Task Stop_WhileEventsAreUnderWay_GivesThemBack()
    {
        await using var cluster = await StreamCluster.StartAsync(rabbit.Server, silos: 2);
        var gate = new TaskCompletionSource();
        cluster.Recorder.OnEvent = (_, _) => gate.Task;
        for (var stream = 0; stream < 8; stream++)
            await cluster.PublishAsync(stream, Enumerable.Range(1, 100));
        var stopping = cluster.Silos.StopSiloAsync(cluster.Silos.Silos[1]);
        gate.SetResult();
        await stopping;
        await cluster.UntilAllSeenAsync(8, 100);
        for (var stream = 0; stream < 8; stream++)
            cluster.Recorder.FirstSeen(cluster.Stream(stream)).ShouldBe(Enumerable.Range(1, 100));
        (await cluster.AskBrokerAsync(channel => channel.MessageCountAsync(cluster.DeadLetterQueue))).ShouldBe(0u, "A silo that stops gives nothing up.");
    }

    /// <summary>Nothing waits, and after everybody has let go nothing comes back.</summary>
    private static async Task<bool> IsSettledAsync(StreamCluster cluster)
    {
        for (var queue = 0; queue < 4; queue++)
            if (await cluster.ReadyAsync(queue) > 0)
                return false;
        return true;
    }

    private static async Task FlowOnAsync(StreamCluster cluster)
    {
        var marks = Enumerable.Range(0, 8).Select(stream => cluster.Recorder.FirstSeen(cluster.Stream(stream)).Length).ToArray();
        for (var stream = 0; stream < 8; stream++)
            await cluster.UntilAsync(() => cluster.Recorder.FirstSeen(cluster.Stream(stream)).Length >= marks[stream] + 100, $"stream {stream} flows on");
    }
}
