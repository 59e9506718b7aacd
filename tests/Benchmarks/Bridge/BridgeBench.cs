using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Benchmarks.Sse;
using Crm.Actors.TestKit.RabbitMq;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>The way of an event to RabbitMQ: how late it is there, and what it costs the edits. One silo, one gateway, one broker.</summary>
internal sealed class BridgeBench : IBench
{
    private const int EditsPerSecond = 2_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public string Name => "bridge";

    public string Summary => "RabbitMQ: latency to a foreign consumer at 2,000 edits/s, cost to edits, and what bare messages cost them";

    public async Task RunAsync(BenchContext context)
    {
        await using var broker = await RabbitMqServer.StartNewAsync();
        await using var with = await Product.StartAsync(await context.NewDatabaseAsync(), ("RABBITMQ_URL", broker.AmqpUri));
        await using var without = await Product.StartAsync(await context.NewDatabaseAsync());
        await using var foreign = await ForeignConsumer.StartAsync(broker, "crm.events", "bench.foreign");
        var bridged = new BridgedEdits(with, await DealMaker.CreateAsync(with, 1_000, static _ => Owners.Id(1)), foreign);
        var alone = new BridgedEdits(without, await DealMaker.CreateAsync(without, 1_000, static _ => Owners.Id(1)), null);
        await bridged.RunAsync(EditsPerSecond, WarmUp);
        await alone.RunAsync(EditsPerSecond, WarmUp);
        await using var bare = await BareBridge.StartAsync(broker, await FilledLog.ReadAsync(without.Database));
        var runs = await Alternating.RunAsync(
            () => bridged.RunAsync(EditsPerSecond, Duration),
            () => alone.RunAsync(EditsPerSecond, Duration),
            () => BesideAsync(alone, bare));
        Report(context, runs[0], runs[1], runs[2]);
    }

    /// <summary>Edits with streams in memory, beside as many messages a second as the relay would send.</summary>
    private static async Task<(Load Edits, Load Bridge)> BesideAsync(BridgedEdits alone, BareBridge bare)
    {
        var messages = bare.RunAsync(EditsPerSecond, Duration);
        var (edits, _) = await alone.RunAsync(EditsPerSecond, Duration);
        return (edits, await messages);
    }

    private static void Report(
        BenchContext context, IReadOnlyList<(Load Edits, Load Bridge)> bridged, IReadOnlyList<(Load Edits, Load Bridge)> alone, IReadOnlyList<(Load Edits, Load Bridge)> bare)
    {
        var memory = alone.Median(static run => run.Edits.P99);
        context.Report.Figure("bridge.latency.p99", bridged.Median(static run => run.Bridge.P99), "ms");
        context.Report.Figure("bridge.latency.p50", bridged.Median(static run => run.Bridge.P50), "ms");
        context.Report.Figure("bridge.latency.p99.bare", bare.Median(static run => run.Bridge.P99), "ms");
        context.Report.Ratio("bridge.edit_p99.vs_memory", bridged.Median(static run => run.Edits.P99) / memory);
        context.Report.Ratio("bridge.edit_p99.bare_vs_memory", bare.Median(static run => run.Edits.P99) / memory);
        context.Report.Figure("bridge.edit_p99", bridged.Median(static run => run.Edits.P99), "ms");
        context.Report.Figure("bridge.edit_p99.bare", bare.Median(static run => run.Edits.P99), "ms");
        context.Report.Figure("bridge.edit_p99.memory", memory, "ms");
        context.Report.Note($"latency p99 runs: {Shown(bridged.Select(static run => run.Bridge.P99))}; bare messages beside streams in memory: {Shown(bare.Select(static run => run.Bridge.P99))}");
        context.Report.Note($"edits p99 with RabbitMQ: {Shown(bridged.Select(static run => run.Edits.P99))}, with streams in memory: {Shown(alone.Select(static run => run.Edits.P99))}, "
            + $"and with bare messages beside them: {Shown(bare.Select(static run => run.Edits.P99))}");
    }

    private static string Shown(IEnumerable<double> runs) => string.Join(", ", runs.Select(static run => $"{run:0.0}"));
}
