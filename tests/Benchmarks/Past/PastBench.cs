using System.Diagnostics;
using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Benchmarks.Past;

/// <summary>What it costs to look back: one deal with many versions, at random versions and times, one caller, through the grains.</summary>
internal sealed class PastBench : IBench
{
    private const int Versions = 10_000;
    private const int Looks = 2_000;
    private const int AtOnce = 250;
    private const ulong Seed = 31;

    private static readonly Caller Caller = new(new Guid("00000000-0000-7000-8000-000000000001"), [RoleNames.Administrator], [], "en", null);

    public string Name => "time";

    public string Summary => "a deal of 10,000 versions as it was at random versions and times, and lists as they were";

    public async Task RunAsync(BenchContext context)
    {
        await RunDealAsync(context);
        await PastLists.RunAsync(context);
    }

    private static async Task RunDealAsync(BenchContext context)
    {
        var database = await context.NewDatabaseAsync();
        var silo = await SiloInProcess.StartAsync(SiloUrls.Of(database));
        await using var editor = new OurEditor(database, silo);
        var deals = EditSource.Deals(1, Seed);
        await WriteAsync(editor, deals);
        var grain = silo.Grains.GetGrain<IDealQueriesGrain>(0);
        var now = await LookAsync(grain, deals[0], new DealMoment(null, DateTimeOffset.MaxValue));
        context.Report.Note($"time: the deal has {now.Version} versions");

        var first = Stopwatch.GetTimestamp();
        await LookAsync(grain, deals[0], new DealMoment(now.Version - 1, null));
        context.Report.Figure("asof.10k.first", Stopwatch.GetElapsedTime(first).TotalMilliseconds, "ms");

        var random = new Random((int)Seed);
        var life = now.UpdatedAt - now.CreatedAt;
        await MeasureAsync(context, "asof.10k.version", () => LookAsync(grain, deals[0], new DealMoment(random.NextInt64(1, now.Version), null)));
        await MeasureAsync(context, "asof.10k.time", () => LookAsync(grain, deals[0], new DealMoment(null, now.CreatedAt + (random.NextDouble() * life))));
    }

    private static async Task WriteAsync(OurEditor editor, Guid[] deals)
    {
        await editor.CreateAsync(deals);
        var edits = new EditSource(deals, Seed);
        for (var written = 1; written < Versions; written += AtOnce)
            await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, Versions - written)).Select(_ => editor.EditAsync(edits.Next())));
    }

    private static async Task MeasureAsync(BenchContext context, string name, Func<Task> look)
    {
        var runs = new List<Load>();
        for (var run = 0; run < Alternating.Rounds; run++)
        {
            var times = new List<double>(Looks);
            for (var i = 0; i < Looks; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await look();
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            times.Sort();
            runs.Add(new Load(1000 * Looks / times.Sum(), times[Looks / 2], times[Looks * 99 / 100]));
        }

        context.Report.Loads(name, "looks/s", runs);
    }

    private static async Task<DealView> LookAsync(IDealQueriesGrain grain, Guid deal, DealMoment moment)
    {
        var result = await grain.AsOf(new GetDealAsOf(Caller, deal, moment));
        return result.Value ?? throw new InvalidOperationException($"{moment}: {result.Rejection}");
    }
}
