using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Users;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Seed;

namespace Crm.Actors.Benchmarks.Past;

/// <summary>Lists of 100,000 deals as they were before 20,000 changes, over the same lists as they are. In turn, one caller, warm.</summary>
internal static class PastLists
{
    private const int Deals = 100_000;
    private const int Changes = 20_000;
    private const int AtOnce = 250;
    private const int WarmUps = 5;
    private const int Rounds = 100;
    private const ulong Seed = 47;

    private static readonly Caller Caller = new(new Guid("00000000-0000-7000-8000-000000000001"), [RoleNames.Administrator], [], "en", null);
    private static readonly ListDeals All = new(Caller);

    private static readonly ImmutableArray<(string Name, ListDeals Query)> Cases =
    [
        ("newest update first", All),
        ("by title", All with { Sort = [new(DealSortField.Title, Descending: false)] }),
        ("stage=new by amount", All with { Stage = "new", Sort = [new(DealSortField.Amount, Descending: true), new(DealSortField.CreatedAt, Descending: true)] }),
        ("amount>60000", All with { MinAmount = 60_000 }),
        ("q=renewal", All with { Text = "renewal" }),
        ("owner=large", All with { OwnerId = MillionDeals.LargeOwner }),
    ];

    public static async Task RunAsync(BenchContext context)
    {
        await using var database = await context.NewDatabaseAsync();
        await MillionDeals.SeedAsync(database.AdminConnectionString, Deals, events: true);
        var then = await database.ScalarAsync<DateTime>("SELECT max(occurred_at) FROM events.log");
        var silo = await SiloInProcess.StartAsync(SiloUrls.Of(database));
        await using var editor = new OurEditor(database, silo, ownsDatabase: false);
        await ChangeAsync(editor, database);
        await database.ExecuteAsync("VACUUM (ANALYZE) crm.deal_list");

        var grain = silo.Grains.GetGrain<IDealQueriesGrain>(0);
        var asOf = new DateTimeOffset(then, TimeSpan.Zero);
        await FirstAsync(context, grain, All with { AsOf = asOf });
        await database.ExecuteAsync("VACUUM (ANALYZE) crm.former_deals, crm.former_deal_fields");
        var worst = 0.0;
        foreach (var (name, query) in Cases)
        {
            var (now, past) = await CompareAsync(grain, query, query with { AsOf = asOf });
            worst = Math.Max(worst, past.P50 / now.P50);
            context.Report.Note($"list.asof {name}: p50 {past.P50:0.0} ms over {now.P50:0.0} ms = {past.P50 / now.P50:0.00}, p99 {past.P99:0.0} over {now.P99:0.0}");
        }

        context.Report.Ratio("list.asof.vs_now", worst);
    }

    private static async Task ChangeAsync(OurEditor editor, TestDatabase database)
    {
        var deals = await database.ScalarAsync<Guid[]>("SELECT array_agg(id ORDER BY id) FROM crm.deals WHERE amount IS NOT NULL AND NOT archived");
        var edits = new EditSource(deals, Seed);
        for (var written = 0; written < Changes; written += AtOnce)
            await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => editor.EditAsync(edits.Next())));
    }

    /// <summary>What the first question costs, which finds out what the deals were.</summary>
    private static async Task FirstAsync(BenchContext context, IDealQueriesGrain grain, ListDeals query)
    {
        var started = Stopwatch.GetTimestamp();
        var refused = 0;
        while ((await grain.List(query)).Rejection is { } rejection)
        {
            if (rejection.Code != RejectionCode.Unavailable || ++refused > 1000)
                throw new InvalidOperationException(rejection.Detail);
        }

        context.Report.Figure("list.asof.first", Stopwatch.GetElapsedTime(started).TotalMilliseconds, "ms");
        context.Report.Note($"list.asof: the first question was refused {refused} times while {Changes} changes were taken back");
    }

    private static async Task<((double P50, double P99) Now, (double P50, double P99) Past)> CompareAsync(IDealQueriesGrain grain, ListDeals now, ListDeals past)
    {
        var (ofNow, ofPast) = (new List<double>(), new List<double>());
        for (var i = -WarmUps; i < Rounds; i++)
        {
            var (one, other) = (await TimeAsync(grain, now), await TimeAsync(grain, past));
            if (i < 0)
                continue;
            ofNow.Add(one);
            ofPast.Add(other);
        }

        return (Quantiles(ofNow), Quantiles(ofPast));
    }

    private static async Task<double> TimeAsync(IDealQueriesGrain grain, ListDeals query)
    {
        var started = Stopwatch.GetTimestamp();
        var result = await grain.List(query);
        return result.Value is { Items.IsEmpty: false } ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : throw new InvalidOperationException($"{query}: {result.Rejection}");
    }

    private static (double P50, double P99) Quantiles(List<double> times)
    {
        times.Sort();
        return (times[times.Count / 2], times[times.Count * 99 / 100]);
    }
}
