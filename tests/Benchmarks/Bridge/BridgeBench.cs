using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Benchmarks.Sse;
using Crm.Actors.TestKit.RabbitMq;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>The way of an event to RabbitMQ: how many, how late, and what it costs the edits. One silo, one gateway, one broker.</summary>
internal sealed class BridgeBench : IBench
{
    private const int Events = 400_000;
    private const int EditsPerSecond = 2_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public string Name => "bridge";

    public string Summary => "RabbitMQ: relay against bare publishing, latency to a foreign consumer at 2,000 edits/s, cost to edits";

    public async Task RunAsync(BenchContext context)
    {
        await using var broker = await RabbitMqServer.StartNewAsync();
        await LatencyAsync(context, broker);
        await ThroughputAsync(context, broker);
    }

    private static async Task ThroughputAsync(BenchContext context, RabbitMqServer broker)
    {
        await using var database = await context.NewDatabaseAsync();
        await FilledLog.FillAsync(database, Events);
        var events = await FilledLog.ReadAsync(database);
        var runs = await Alternating.RunAsync(
            () => RelayRun.RunAsync(context, broker, Events),
            () => BarePublish.RunAsync(broker, events, drained: true),
            () => BarePublish.RunAsync(broker, events, drained: false));
        var (relay, drained, bare) = (Median(runs[0]), Median(runs[1]), Median(runs[2]));
        context.Report.Ratio("relay.vs_rabbit_limit", relay / drained);
        context.Report.Ratio("relay.vs_rabbit_limit.unread", relay / bare);
        context.Report.Figure("relay.events", relay, "events/s");
        context.Report.Figure("relay.limit", drained, "events/s");
        context.Report.Figure("relay.limit.unread", bare, "events/s");
        context.Report.Note($"relay runs: {Shown(runs[0])}; limit runs: {Shown(runs[1])}; unread: {Shown(runs[2])}");
    }

    private static async Task LatencyAsync(BenchContext context, RabbitMqServer broker)
    {
        await using var with = await Product.StartAsync(await context.NewDatabaseAsync(), ("RABBITMQ_URL", broker.AmqpUri));
        await using var without = await Product.StartAsync(await context.NewDatabaseAsync());
        await using var foreign = await ForeignConsumer.StartAsync(broker);
        var bridged = new BridgedEdits(with, await DealMaker.CreateAsync(with, 1_000, static _ => Owners.Id(1)), foreign);
        var alone = new BridgedEdits(without, await DealMaker.CreateAsync(without, 1_000, static _ => Owners.Id(1)), null);
        await bridged.RunAsync(EditsPerSecond, WarmUp);
        await alone.RunAsync(EditsPerSecond, WarmUp);
        var runs = await Alternating.RunAsync(() => bridged.RunAsync(EditsPerSecond, Duration), () => alone.RunAsync(EditsPerSecond, Duration));
        context.Report.Figure("bridge.latency.p99", runs[0].Median(static run => run.Bridge.P99), "ms");
        context.Report.Figure("bridge.latency.p50", runs[0].Median(static run => run.Bridge.P50), "ms");
        context.Report.Ratio("bridge.edit_p99.vs_memory", runs[0].Median(static run => run.Edits.P99) / runs[1].Median(static run => run.Edits.P99));
        context.Report.Figure("bridge.edit_p99", runs[0].Median(static run => run.Edits.P99), "ms");
        context.Report.Figure("bridge.edit_p99.memory", runs[1].Median(static run => run.Edits.P99), "ms");
        context.Report.Note($"bridge.latency.p99 runs: {Shown(runs[0].Select(static run => run.Bridge.P99))}; edits p99 with RabbitMQ: "
            + $"{Shown(runs[0].Select(static run => run.Edits.P99))}, with streams in memory: {Shown(runs[1].Select(static run => run.Edits.P99))}");
    }

    private static double Median(IEnumerable<double> runs) => runs.Median(static run => run);

    private static string Shown(IEnumerable<double> runs) => string.Join(", ", runs.Select(static run => $"{run:0.0}"));
}
