using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.TestKit.Seed;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Crm.Actors.Benchmarks.Access;

/// <summary>
/// Lists of a million deals as somebody who sees a few, over the same list as an administrator who asks for these by their owner or
/// team: both answer the same deals, one under the policies of the database, the other under none. In turn, one caller, warm.
/// </summary>
internal static class SeenLists
{
    private const int Many = 1_000_000;
    private const int Rounds = 150;
    private const int WarmUps = 10;

    private static readonly Caller Owner = new(MillionDeals.Owner(1_007), [RoleNames.User], [], "en", null);
    private static readonly Caller Member = new(new Guid("00000000-0000-7000-8000-000000000002"), [RoleNames.User], [MillionDeals.Team(77)], "en", null);

    private static readonly ImmutableArray<(string Name, ListDeals Query)> Cases =
    [
        ("owner", new ListDeals(Owner)),
        ("team", new ListDeals(Member)),
        ("text", new ListDeals(Owner) { Text = "renewal" }),
        ("text", new ListDeals(Member) { Text = "renewal" }),
        ("text", new ListDeals(Member) { Text = "gold" }),
        ("amount", new ListDeals(Owner) { MinAmount = 5_000 }),
        ("amount", new ListDeals(Member) { MinAmount = 5_000 }),
        ("amount", new ListDeals(Member) { MinAmount = 1_000, MaxAmount = 2_000 }),
    ];

    private static readonly ImmutableArray<ImmutableArray<DealSort>> Sorts =
        [[], [new(DealSortField.Title, Descending: false)], [new(DealSortField.Amount, Descending: true), new(DealSortField.CreatedAt, Descending: true)]];

    public static async Task RunAsync(BenchContext context)
    {
        await using var seeded = await context.NewDatabaseAsync();
        await MillionDeals.SeedAsync(seeded.AdminConnectionString, Many, events: false);
        await using var database = new DealQueryDatabase(seeded.ReaderConnectionString);
        await using var follower = new DealListFollower(seeded.WriterConnectionString);
        await using var former = new FormerDeals(seeded.WriterConnectionString);
        await using var writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(seeded.WriterConnectionString));
        var options = new EventStoreOptions();
        await using var store = new PostgresEventStore<DealState, DealEvent>(
            writer, new DealMapping(), options, TimeProvider.System, NullLogger<PostgresEventStore<DealState, DealEvent>>.Instance);
        var budgets = new DealListBudgets();
        using var past = new DealPastLists(database, former, new DealPast(writer, store, options, TimeProvider.System), budgets, TimeProvider.System);
        IDealQueries lists = new DealQueries(database, follower, past, new CursorKey(database), budgets, TimeProvider.System, NullLogger<DealQueries>.Instance);
        foreach (var name in Cases.Select(static c => c.Name).Distinct(StringComparer.Ordinal))
        {
            var runs = new List<Comparison>();
            foreach (var (_, query) in Cases.Where(c => c.Name == name))
            {
                foreach (var sort in Sorts)
                    runs.Add(await CompareAsync(lists, query with { Sort = sort }));
            }

            Write(context.Report, name, runs);
        }
    }

    /// <summary>The ratio is that of the worst of the lists.</summary>
    private static void Write(Report report, string name, List<Comparison> runs)
    {
        var worst = runs.MaxBy(static r => r.Ratio)!;
        report.Ratio($"auth.lists.{name}", worst.Ratio);
        report.Figure($"auth.lists.{name}.p50", Quantile(worst.Seen, 0.5), "ms");
        report.Figure($"auth.lists.{name}.p99", Quantile(worst.Seen, 0.99), "ms");
        report.Figure($"auth.lists.{name}.without.p50", Quantile(worst.Without, 0.5), "ms");
        report.Figure($"auth.lists.{name}.without.p99", Quantile(worst.Without, 0.99), "ms");
        foreach (var run in runs)
            report.Note($"auth.lists.{name} {run.Name}: p50 {Quantile(run.Seen, 0.5):0.0} ms over {Quantile(run.Without, 0.5):0.0} ms = {run.Ratio:0.00}, {run.Rows} rows");
    }

    private static async Task<Comparison> CompareAsync(IDealQueries lists, ListDeals seen)
    {
        var without = seen with { Caller = seen.Caller with { Roles = [RoleNames.Administrator], Teams = [] } };
        without = seen.Caller.Teams.IsEmpty ? without with { OwnerId = seen.Caller.UserId } : without with { TeamId = seen.Caller.Teams[0] };
        var rows = await SameAsync(lists, seen, without);
        for (var i = 0; i < WarmUps; i++)
            await SameAsync(lists, seen, without);
        var (ofSeen, ofWithout) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            ofSeen.Add(await TimeAsync(lists, seen));
            ofWithout.Add(await TimeAsync(lists, without));
        }

        var sort = string.Join(',', seen.Sort.Select(static s => (s.Descending ? "-" : "") + s.Field));
        return new($"{(seen.Caller.Teams.IsEmpty ? "owner" : "team")} q={seen.Text} amount={seen.MinAmount}-{seen.MaxAmount} sort={sort}", rows, ofSeen, ofWithout);
    }

    private static async Task<double> TimeAsync(IDealQueries lists, ListDeals query)
    {
        var started = Stopwatch.GetTimestamp();
        await PageAsync(lists, query);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static async Task<int> SameAsync(IDealQueries lists, ListDeals seen, ListDeals without)
    {
        var a = await PageAsync(lists, seen);
        var b = await PageAsync(lists, without);
        return a.Items.Select(static d => d.Id).SequenceEqual(b.Items.Select(static d => d.Id)) && !a.Items.IsEmpty
            ? a.Items.Length
            : throw new InvalidOperationException($"{seen}: {a.Items.Length} deals under row-level security, {b.Items.Length} without, or in another order.");
    }

    private static async Task<DealPage> PageAsync(IDealQueries lists, ListDeals query)
    {
        var answer = await lists.ListAsync(query, CancellationToken.None);
        return answer.Value ?? throw new InvalidOperationException(answer.Rejection!.Detail);
    }

    private static double Quantile(List<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Ceiling(quantile * sorted.Length) - 1];
    }

    private sealed record Comparison(string Name, int Rows, List<double> Seen, List<double> Without)
    {
        public double Ratio => Quantile(Seen, 0.5) / Quantile(Without, 0.5);
    }
}
