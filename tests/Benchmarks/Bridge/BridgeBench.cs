using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Benchmarks.Sse;
using Crm.Actors.TestKit.RabbitMq;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>The way of an event to RabbitMQ: how late it is there, and what it costs the edits. One silo and one gateway for each contender, one broker.</summary>
internal sealed class BridgeBench : IBench
{
    private const int EditsPerSecond = 2_000;
    // The 99th percentile of ten seconds is that of their stalls: it differs by three times from one run to the next.
    private const int Rounds = 9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(10);

    public string Name => "bridge";

    public string Summary => "RabbitMQ: latency to a foreign consumer at 2,000 edits/s, cost to edits, and what bare messages cost them";

    public async Task RunAsync(BenchContext context)
    {
        await using var broker = await RabbitMqServer.StartNewAsync();
        await using var withBroker = await Product.StartAsync(await context.NewDatabaseAsync(), ("RABBITMQ_URL", broker.AmqpUri));
        await using var inMemory = await Product.StartAsync(await context.NewDatabaseAsync());
        await using var without = await Product.StartWithSiloAsync(await context.NewDatabaseAsync(), Repository.Bench, "child", SiloAlone.Part);
        await using var foreign = await ForeignConsumer.StartAsync(broker, "crm.events", "bench.foreign");
        var bridge = await WarmAsync(withBroker, foreign);
        var memory = await WarmAsync(inMemory, null);
        var none = await WarmAsync(without, null);
        await using var bare = await BareBridge.StartAsync(broker, await FilledLog.ReadAsync(without.Database));
        var runs = await Alternating.RunAsync(
            Rounds,
            () => MeasuredAsync(withBroker, () => bridge.RunAsync(EditsPerSecond, Duration)),
            () => MeasuredAsync(inMemory, () => memory.RunAsync(EditsPerSecond, Duration)),
            () => MeasuredAsync(without, () => none.RunAsync(EditsPerSecond, Duration)),
            () => MeasuredAsync(without, () => BesideAsync(none, bare)));
        Report(context.Report, runs[0], runs[1], runs[2], runs[3]);
    }

    private static async Task<BridgedEdits> WarmAsync(Product product, ForeignConsumer? foreign)
    {
        var edits = new BridgedEdits(product, await DealMaker.CreateAsync(product, 1_000, static _ => Owners.Id(1)), foreign);
        await edits.RunAsync(EditsPerSecond, WarmUp);
        return edits;
    }

    private static async Task<BridgeRun> MeasuredAsync(Product product, Func<Task<(Load Edits, Load Bridge)>> run)
    {
        var named = new Dictionary<int, string> { [product.Silo.Id] = "silo", [product.Gateway.Id] = "gateway", [Environment.ProcessId] = "client" };
        var (loads, cores) = await ProcessorUse.DuringAsync(named, run);
        return new BridgeRun(loads.Edits, loads.Bridge, cores);
    }

    /// <summary>Edits without streams, beside as many messages a second as the relay would send.</summary>
    private static async Task<(Load Edits, Load Bridge)> BesideAsync(BridgedEdits none, BareBridge bare)
    {
        var messages = bare.RunAsync(EditsPerSecond, Duration);
        var (edits, _) = await none.RunAsync(EditsPerSecond, Duration);
        return (edits, await messages);
    }

    private static void Report(
        Report report,
        IReadOnlyList<BridgeRun> bridge,
        IReadOnlyList<BridgeRun> memory,
        IReadOnlyList<BridgeRun> none,
        IReadOnlyList<BridgeRun> bare)
    {
        report.Figure("bridge.latency.p99", bridge.Median(static run => run.Bridge.P99), "ms");
        report.Figure("bridge.latency.p50", bridge.Median(static run => run.Bridge.P50), "ms");
        report.Figure("bridge.latency.p99.bare", bare.Median(static run => run.Bridge.P99), "ms");
        report.Note($"latency p99 runs: {Shown(bridge.Select(static run => run.Bridge.P99))}; bare messages: {Shown(bare.Select(static run => run.Bridge.P99))}");
        report.Ratio("bridge.edit_p99.vs_memory", EditP99(bridge) / EditP99(memory));
        report.Ratio("bridge.edit_p99.vs_none", EditP99(bridge) / EditP99(none));
        report.Ratio("bridge.edit_p99.bare_vs_none", EditP99(bare) / EditP99(none));
        report.Ratio("bridge.edit_p99.bare_vs_memory", EditP99(bare) / EditP99(memory));
        Edits(report, "bridge.edit_p99", bridge);
        Edits(report, "bridge.edit_p99.memory", memory);
        Edits(report, "bridge.edit_p99.none", none);
        Edits(report, "bridge.edit_p99.bare", bare);
    }

    private static void Edits(Report report, string name, IReadOnlyList<BridgeRun> runs)
    {
        report.Figure(name, EditP99(runs), "ms");
        report.Note($"{name} runs: {Shown(runs.Select(static run => run.Edits.P99))}");
        var groups = runs.SelectMany(static run => run.Cores.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var cores = groups.Select(group => $"{group} {runs.Median(run => run.Cores.GetValueOrDefault(group)):0.00}");
        report.Note($"{name} cores in use: {string.Join(", ", cores)}");
    }

    private static double EditP99(IReadOnlyList<BridgeRun> runs) => runs.Median(static run => run.Edits.P99);

    private static string Shown(IEnumerable<double> runs) => string.Join(", ", runs.Select(static run => $"{run:0.0}"));
}
