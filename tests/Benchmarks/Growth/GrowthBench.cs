using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Lists;
using Crm.Actors.Benchmarks.Memory;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Seed;

namespace Crm.Actors.Benchmarks.Growth;

/// <summary>What a million deals change: edits of the same 1,000, lists of all; and what deals and load cost in memory.</summary>
internal sealed class GrowthBench : IBench
{
    private const int Many = 1_000_000;
    private const ulong Seed = 21;

    public string Name => "growth";

    public string Summary => "edits of 1,000 deals with 1,000,000 in the table, lists of them, memory of idle deals and under 10 times the load";

    public async Task RunAsync(BenchContext context)
    {
        await IdleDeals.RunAsync(context);
        await Overload.RunAsync(context);
        var few = await context.NewDatabaseAsync();
        var many = await context.NewDatabaseAsync();
        await MillionDeals.SeedAsync(many.AdminConnectionString, Many, events: true);
        await EditsAsync(context, few, many);
        await ListsAsync(context, many);
    }

    /// <summary>Takes the databases' edits in turn; the small one is dropped after.</summary>
    private static async Task EditsAsync(BenchContext context, TestDatabase few, TestDatabase many)
    {
        var deals = EditSource.Deals(1_000, Seed);
        await using var small = await OurEditor.StartAsync(few);
        await using var large = new OurEditor(many, await SiloInProcess.StartAsync(SiloUrls.Of(many)), ownsDatabase: false);
        await small.CreateAsync(deals);
        await large.CreateAsync(deals);
        var a = new Contender(context, small, new EditSource(deals, Seed * 1_000_000));
        var b = new Contender(context, large, new EditSource(deals, Seed * 1_000_000));
        var runs = await Alternating.RunAsync(a.RunAsync, b.RunAsync);
        context.Report.Ratio("growth.1m", runs[1].Median(static load => load.PerSecond) / runs[0].Median(static load => load.PerSecond));
        context.Report.Loads("growth.1k.edits", "edits/s", runs[0]);
        context.Report.Loads("growth.1m.edits", "edits/s", runs[1]);
    }

    private static async Task ListsAsync(BenchContext context, TestDatabase many)
    {
        await many.ExecuteAsync("VACUUM (ANALYZE) crm.deal_list");
        await using var silo = await SiloInProcess.StartAsync(SiloUrls.Of(many));
        var lists = new ListLatency(
            silo.Services.GetRequiredService<IDealQueries>(),
            silo.Services.GetRequiredService<DealQueryDatabase>(),
            new ListLatencyOptions { Deals = Many, OneOf = 3, FirstRounds = 1, Slowest = 12 });
        var report = await lists.RunAsync();
        context.Report.Figure("list.1m.p99", report.WorstP99, "ms");
        context.Report.Figure("list.1m.overall.p50", report.OverallP50, "ms");
        context.Report.Figure("list.1m.overall.p99", report.OverallP99, "ms");
        context.Report.Note($"list.1m: {report.Combinations} combinations of filter, order and depth, a third of all; the slowest:");
        foreach (var line in report.Slowest.Take(10))
            context.Report.Note($"list.1m {line.Name}: {line.Rows} rows, p50 {line.P50:0.0} ms, p99 {line.P99:0.0} ms");
        await many.DisposeAsync();
    }
}
