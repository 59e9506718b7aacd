using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
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
    public async Task AppendAsync_DataThatTheDatabaseRefuses_HarmsNobodyElse()
    {
        var appends = Enumerable.Range(0, 100).Select(static i => i % 20 == 7 ? Poison() : StoredDeals.Creation(StoredDeals.NewId())).ToList();
        var results = await Task.WhenAll(appends.Select(Store.AppendAsync));
        for (var i = 0; i < appends.Count; i++)
            results[i].Status.ShouldBe(i % 20 == 7 ? AppendStatus.Refused : AppendStatus.Committed);
    }

    /// <summary>A row that no rule would let through: PostgreSQL has no text with a NUL.</summary>
    private static Append<DealState, DealEvent> Poison()
    {
        var creation = StoredDeals.Creation(StoredDeals.NewId());
        return creation with { State = creation.State with { View = creation.State.View with { Title = "a\0b" } } };
    }
}
