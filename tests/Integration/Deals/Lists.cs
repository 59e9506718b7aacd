using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>The lists of a test's database, as a silo serves them.</summary>
internal sealed class Lists : IAsyncDisposable
{
    // Tests share their machine with others.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DealQueryDatabase _database;
    private readonly DealListFollower _follower;
    private readonly DealPastLists _past;
    private readonly WriterDatabase _writer;
    private readonly PostgresEventStore<DealState, DealEvent> _store;

    public Lists(TestDatabase database, DealListBudgets? budgets = null, long eventsAtOnce = 1024)
        : this(database.ReaderConnectionString, database.WriterConnectionString, Patience, budgets, eventsAtOnce)
    {
    }

    public Lists(string readerConnectionString, string writerConnectionString, TimeSpan? patience = null, DealListBudgets? budgets = null, long eventsAtOnce = 1024)
    {
        var options = new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) };
        _database = new DealQueryDatabase(readerConnectionString, patience);
        _follower = new DealListFollower(writerConnectionString);
        _writer = new WriterDatabase(new NpgsqlConnectionStringBuilder(writerConnectionString));
        _store = new PostgresEventStore<DealState, DealEvent>(
            _writer, new DealMapping(), options, TimeProvider.System, NullLogger<PostgresEventStore<DealState, DealEvent>>.Instance);
        Former = new FormerDeals(writerConnectionString, eventsAtOnce);
        budgets ??= new DealListBudgets();
        _past = new DealPastLists(_database, Former, new DealPast(_writer, _store, options, TimeProvider.System), budgets, TimeProvider.System);
        Queries = new DealQueries(_database, _follower, _past, new CursorKey(_database), budgets, TimeProvider.System, NullLogger<DealQueries>.Instance);
    }

    public IDealQueries Queries { get; }

    public DealQueryDatabase Database => _database;

    public FormerDeals Former { get; }

    /// <summary>Sees all deals.</summary>
    public Caller Caller { get; } = CallerOf(1) with { Roles = [RoleNames.Administrator] };

    public static Caller CallerOf(int number, params ImmutableArray<Guid> teams) =>
        new(new Guid($"00000000-0000-7000-8000-{number:x12}"), [RoleNames.Manager], teams, "en", null);

    public async Task<DealPage> PageAsync(ListDeals query)
    {
        var answer = await Queries.ListAsync(query, DealListFields.Of(query, RandomDeals.Pipeline).Fields.ShouldNotBeNull(), CancellationToken.None);
        answer.Rejection.ShouldBeNull();
        return answer.Value!;
    }

    /// <summary>All pages, one after the other.</summary>
    public async Task<List<DealView>> WalkAsync(ListDeals query, bool shortPages = false)
    {
        var deals = new List<DealView>();
        string? cursor = null;
        var pages = 0;
        do
        {
            (++pages).ShouldBeLessThan(10_000, "the walk does not end");
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
        _past.Dispose();
        await Former.DisposeAsync();
        await _store.DisposeAsync();
        await _writer.DisposeAsync();
    }
}
