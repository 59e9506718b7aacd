using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>The lists of a test's database, as a silo serves them.</summary>
internal sealed class Lists : IAsyncDisposable
{
    // Tests share their machine with others.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DealQueryDatabase _database;

    private readonly DealListFollower _follower;

    public Lists(TestDatabase database, DealListBudgets? budgets = null)
        : this(database.ReaderConnectionString, database.WriterConnectionString, Patience, budgets)
    {
    }

    public Lists(string readerConnectionString, string writerConnectionString, TimeSpan? patience = null, DealListBudgets? budgets = null)
    {
        _database = new DealQueryDatabase(readerConnectionString, patience);
        _follower = new DealListFollower(writerConnectionString);
        Queries = new DealQueries(
            _database, _follower, new CursorKey(_database), budgets ?? new DealListBudgets(), TimeProvider.System, NullLogger<DealQueries>.Instance);
    }

    public DealQueries Queries { get; }

    public DealQueryDatabase Database => _database;

    /// <summary>Sees all deals.</summary>
    public Caller Caller { get; } = CallerOf(1) with { Roles = [RoleNames.Administrator] };

    public static Caller CallerOf(int number, params ImmutableArray<Guid> teams) =>
        new(new Guid($"00000000-0000-7000-8000-{number:x12}"), [RoleNames.Manager], teams, "en", null);

    public async Task<DealPage> PageAsync(ListDeals query)
    {
        var answer = await Queries.ListAsync(query, CancellationToken.None);
        answer.Rejection.ShouldBeNull();
        return answer.Value!;
    }

    /// <summary>All pages, one after the other.</summary>
    public async Task<List<DealView>> WalkAsync(ListDeals query, bool shortPages = false)
    {
        var deals = new List<DealView>();
        string? cursor = null;
        do
        {
            var page = await PageAsync(query with { Cursor = cursor });
            if (page.NextCursor is not null && !shortPages)
                page.Items.Length.ShouldBe(query.Limit);
            deals.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return deals;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _follower.DisposeAsync();
    }
}
