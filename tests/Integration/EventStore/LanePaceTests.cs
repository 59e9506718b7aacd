using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.TestKit.Running;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>What comes shortly after a statement of several appends goes into one statement, whose events have one time of commit.</summary>
public sealed class LanePaceTests(PostgresFixture postgres)
{
    [Fact]
    public async Task AppendAsync_AfterAStatementOfSeveral_WaitsForOthers()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var store = stores.Open(lanes: 1, pace: TimeSpan.FromSeconds(2));
        Task<AppendResult> first, second, third;
        await using (var other = new NpgsqlConnection(stores.Database.AdminConnectionString))
        {
            await other.OpenAsync();
            await using var feed = await other.BeginTransactionAsync();
            await using (var hold = new NpgsqlCommand("SELECT FROM events.feed FOR UPDATE", other))
                await hold.ExecuteNonQueryAsync();
            first = AppendAsync(store, "first");
            await Condition.WaitAsync(
                async () => await stores.Database.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted") > 0,
                TimeSpan.FromSeconds(20),
                static () => "the first statement waits for the feed");
            (second, third) = (AppendAsync(store, "second"), AppendAsync(store, "third"));
            await feed.CommitAsync();
        }

        await Task.WhenAll(first, second, third);
        var fourth = AppendAsync(store, "fourth");
        await Task.Delay(TimeSpan.FromMilliseconds(200));
        await Task.WhenAll(fourth, AppendAsync(store, "fifth"));

        (await stores.Database.ScalarAsync<string>("""
            SELECT string_agg(titles, '; ' ORDER BY committed_at)
            FROM (SELECT committed_at, string_agg(d.title, ', ' ORDER BY d.title) AS titles FROM events.log l JOIN crm.deals d ON d.id = l.aggregate_id GROUP BY committed_at) s
            """)).ShouldBe("first; second, third; fifth, fourth");
    }

    [Fact]
    public async Task AppendAsync_OneAtATime_WaitsForNothing()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var store = stores.Open(lanes: 1, pace: TimeSpan.FromHours(1));

        for (var i = 0; i < 5; i++)
            (await AppendAsync(store, "alone")).Status.ShouldBe(AppendStatus.Committed);
    }

    private static Task<AppendResult> AppendAsync(PostgresEventStore<DealState, DealEvent> store, string title) =>
        store.AppendAsync(StoredDeals.Creation(StoredDeals.NewId(), title: title));
}
