using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Benchmarks.Sse.Bare;

namespace Crm.Actors.Benchmarks.Sse;

/// <summary>Server-sent events: how late, how many, to how many. One gateway, one silo, all clients in a process of their own.</summary>
internal sealed class SseBench : IBench
{
    public string Name => "sse";

    public string Summary => "streams: latency at 2,000 edits/s, deliveries/s against an endpoint that only copies, 5,000 clients";

    public async Task RunAsync(BenchContext context)
    {
        await LatencyAsync(context);
        await FanOutAsync(context);
        await ManyClientsAsync(context);
    }

    /// <summary>200 clients who each follow one owner of 20, that is 5 % of the edits.</summary>
    private static async Task LatencyAsync(BenchContext context)
    {
        const int OwnerCount = 20;
        await using var product = await Product.StartAsync(await context.NewDatabaseAsync());
        var deals = await DealMaker.CreateAsync(product, 1_000, static number => Owners.Id(number % OwnerCount));
        var latency = new StreamLatency(product, deals, OwnerCount);
        await latency.RunAsync(200, 2_000);
        var runs = await Alternating.RunAsync(() => latency.RunAsync(200, 2_000));
        context.Report.Figure("sse.latency.p99", runs[0].Median(static run => run.P99), "ms");
        context.Report.Figure("sse.latency.p50", runs[0].Median(static run => run.P50), "ms");
        context.Report.Figure("sse.latency.deliveries", runs[0].Median(static run => run.PerSecond), "deliveries/s");
        context.Report.Note($"sse.latency.p99 runs: {string.Join(", ", runs[0].Select(static run => $"{run.P99:0.0}"))}");
    }

    private static async Task FanOutAsync(BenchContext context)
    {
        await using var product = await Product.StartAsync(await context.NewDatabaseAsync());
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        await using var bare = ServerProcess.Start(
            BareStreams.Part, new Dictionary<string, string>(StringComparer.Ordinal),
            Repository.Bench, "child", BareStreams.Part, address.GetLeftPart(UriPartial.Authority));
        await bare.ReadyAsync(new Uri(address, "/ping"));
        var least = double.PositiveInfinity;
        foreach (var clients in (int[])[200, 1_000])
        {
            var runs = await Alternating.RunAsync(() => FanOut.OursAsync(product, clients), () => FanOut.BareAsync(address, clients));
            var (ours, copied) = (runs[0].Median(static run => run.PerSecond), runs[1].Median(static run => run.PerSecond));
            least = Math.Min(least, ours / copied);
            context.Report.Ratio($"sse.fanout.{clients}.vs_bare", ours / copied);
            context.Report.Figure($"sse.fanout.{clients}.ours", ours, "deliveries/s");
            context.Report.Figure($"sse.fanout.{clients}.bare", copied, "deliveries/s");
        }

        context.Report.Ratio("sse.fanout.vs_bare", least);
    }

    /// <summary>5,000 clients who each follow one owner of 100, and 200 edits a second: 2 events a second for each.</summary>
    private static async Task ManyClientsAsync(BenchContext context)
    {
        const int OwnerCount = 100;
        const int Clients = 5_000;
        await using var product = await Product.StartAsync(await context.NewDatabaseAsync());
        var deals = await DealMaker.CreateAsync(product, 1_000, static number => Owners.Id(number % OwnerCount));
        var latency = new StreamLatency(product, deals, OwnerCount);
        await latency.RunAsync(100, 200);
        var before = product.Gateway.ResidentBytes;
        var resident = new List<long>();
        var runs = await Alternating.RunAsync(() => latency.RunAsync(Clients, 200, () => resident.Add(product.Gateway.ResidentBytes)));
        context.Report.Figure("sse.clients", Clients, "clients");
        context.Report.Figure("sse.clients.p99", runs[0].Median(static run => run.P99), "ms");
        context.Report.Figure("sse.clients.p50", runs[0].Median(static run => run.P50), "ms");
        context.Report.Figure("sse.clients.deliveries", runs[0].Median(static run => run.PerSecond), "deliveries/s");
        context.Report.Figure("sse.clients.memory", (resident.Median(static bytes => bytes) - before) / 1024.0 / Clients, "KiB/client");
    }
}
