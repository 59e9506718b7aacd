using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Running;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.EventStore;

public sealed class PostgresEventStoreTests(PostgresFixture postgres) : EventStoreContract, IAsyncLifetime
{
    private PostgresStores _stores = null!;

    protected override IEventStore<DealState, DealEvent> Store => _stores.Store;

    protected override IEventStore<DealState, DealEvent> Other => _stores.Other;

    public async ValueTask InitializeAsync() => _stores = await PostgresStores.CreateAsync(postgres.Server);

    public async ValueTask DisposeAsync()
    {
        var defect = await _stores.DefectAsync();
        await _stores.DisposeAsync();
        defect.ShouldBeNull();
    }

    [Fact]
    public async Task AppendAsync_ManyAggregatesFromTwoSilos_LeaveNoGapInTheFeed()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            var store = i % 2 == 0 ? Store : Other;
            var creation = StoredDeals.Creation(StoredDeals.NewId());
            var first = await store.AppendAsync(creation);
            var second = await store.AppendAsync(StoredDeals.Titles(creation.Id, creation.State, $"key-{creation.Id}", "a", "b"));
            return (first, second);
        }));
        results.ShouldAllBe(static r => r.first.Status == AppendStatus.Committed && r.second.Status == AppendStatus.Committed);
        var positions = results.SelectMany(static r => new[] { r.first.Position, r.second.Position - 1, r.second.Position }).Order();
        positions.ShouldBe(Enumerable.Range(1, 1200).Select(static p => (long)p));
    }

    [Fact]
    public async Task AppendAsync_CutWhileTheCommitWaits_IsToldThatItsFirstAttemptCommitted()
    {
        await using var proxy = new TcpProxy(postgres.Server.Port);
        var store = _stores.Open(proxy.Port, lanes: 1);
        var creation = StoredDeals.Creation(StoredDeals.NewId());
        (await store.AppendAsync(creation)).Status.ShouldBe(AppendStatus.Committed);

        await using var other = new NpgsqlConnection(_stores.Database.AdminConnectionString);
        await other.OpenAsync();
        await using var feed = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT FROM events.feed FOR UPDATE", other))
            await hold.ExecuteNonQueryAsync();
        var appending = store.AppendAsync(StoredDeals.Titles(creation.Id, creation.State, "cut", "second"));
        await WaitForCommitsAsync(1);
        proxy.Cut();
        await WaitForCommitsAsync(2);
        await feed.CommitAsync();

        var result = await appending;
        result.Status.ShouldBe(AppendStatus.Committed);
        result.Position.ShouldBe(2);
    }

    [Fact]
    public async Task AppendAsync_LaneIsBusy_GoesThroughTheNextOne()
    {
        var held = StoredDeals.Creation(StoredDeals.NewId());
        (await Store.AppendAsync(held)).Status.ShouldBe(AppendStatus.Committed);
        await using var other = new NpgsqlConnection(_stores.Database.AdminConnectionString);
        await other.OpenAsync();
        await using var row = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"SELECT FROM crm.deals WHERE id = '{held.Id}' FOR UPDATE", other))
            await hold.ExecuteNonQueryAsync();
        var underWay = Store.AppendAsync(StoredDeals.Titles(held.Id, held.State, null, "second"));
        await WaitForCommitsAsync(1);

        var waiting = Store.AppendAsync(StoredDeals.Creation(StoredDeals.NewId()));
        (await Store.AppendAsync(StoredDeals.Creation(StoredDeals.NewId()))).Status.ShouldBe(AppendStatus.Committed);
        waiting.IsCompleted.ShouldBeFalse();
        await row.CommitAsync();
        (await Task.WhenAll(underWay, waiting)).ShouldAllBe(static result => result.Status == AppendStatus.Committed);
    }

    [Fact]
    public async Task AppendAsync_KeyAloneBesideAnEventOfTheSameDeal_TheRowIsThatOfTheEvent()
    {
        var store = _stores.Open(lanes: 1);
        var creations = Enumerable.Range(0, 20).Select(static _ => StoredDeals.Creation(StoredDeals.NewId())).ToList();
        await Task.WhenAll(creations.Select(store.AppendAsync));
        await using var other = new NpgsqlConnection(_stores.Database.AdminConnectionString);
        await other.OpenAsync();
        await using var feed = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("SELECT FROM events.feed FOR UPDATE", other))
            await hold.ExecuteNonQueryAsync();
        var first = store.AppendAsync(StoredDeals.Creation(StoredDeals.NewId()));
        await WaitForCommitsAsync(1);
        var waiting = creations.SelectMany((creation, i) =>
        {
            var key = StoredDeals.KeyOnly(creation.Id, creation.State, $"key-{creation.Id}");
            var title = StoredDeals.Titles(creation.Id, creation.State, null, "second");
            return i % 2 == 0 ? [key, title] : new[] { title, key };
        }).Select(store.AppendAsync).ToList();
        await feed.CommitAsync();

        (await first).Status.ShouldBe(AppendStatus.Committed);
        await Task.WhenAll(waiting);
        foreach (var creation in creations)
            (await Store.LoadAsync(creation.Id)).State!.View.Title.ShouldBe("second");
    }

    [Fact]
    public async Task AppendAsync_DataThatTheDatabaseRefuses_HarmsNobodyElse()
    {
        var appends = Enumerable.Range(0, 100).Select(static i => i % 20 == 7 ? Poison() : StoredDeals.Creation(StoredDeals.NewId())).ToList();
        var results = await Task.WhenAll(appends.Select(Store.AppendAsync));
        for (var i = 0; i < appends.Count; i++)
            results[i].Status.ShouldBe(i % 20 == 7 ? AppendStatus.Refused : AppendStatus.Committed);
    }

    /// <summary>Until so many commits of this database wait for a lock.</summary>
    private Task WaitForCommitsAsync(int count) => Condition.WaitAsync(
        async () => await _stores.Database.ScalarAsync<long>("""
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'crm-silo-writer' AND wait_event_type = 'Lock'
            """) == count,
        TimeSpan.FromSeconds(9),
        () => $"{count} commits wait");

    /// <summary>A row that no rule would let through: PostgreSQL has no text with a NUL.</summary>
    private static Append<DealState, DealEvent> Poison()
    {
        var creation = StoredDeals.Creation(StoredDeals.NewId());
        return creation with { State = creation.State with { View = creation.State.View with { Title = "a\0b" } } };
    }
}
