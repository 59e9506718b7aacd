using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.EventStore;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>What every event store must do; each store has a class of these tests.</summary>
public abstract class EventStoreContract
{
    /// <summary>A store, and another one on the same data, as two silos have them.</summary>
    protected abstract IEventStore<DealState, DealEvent> Store { get; }

    protected abstract IEventStore<DealState, DealEvent> Other { get; }

    [Fact]
    public async Task LoadAsync_Nothing_IsNull()
    {
        (await Store.LoadAsync(StoredDeals.NewId())).State.ShouldBeNull();
        (await Store.ReadEventsAsync(StoredDeals.NewId(), 1, 100)).ShouldBeEmpty();
        (await Store.FindKeysAsync([new CommandKey(StoredDeals.User, "none", default, default, 0)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task AppendAsync_NewAggregate_IsSeenByEveryStoreWithItsPosition()
    {
        var creation = StoredDeals.Creation(StoredDeals.NewId());
        var result = await Store.AppendAsync(creation);
        result.Status.ShouldBe(AppendStatus.Committed);
        result.Position.ShouldBeGreaterThan(0);
        var stored = await Other.LoadAsync(creation.Id);
        stored.State.Text().ShouldBe(creation.State.Text());
        stored.Position.ShouldBeGreaterThanOrEqualTo(result.Position);
    }

    [Fact]
    public async Task AppendAsync_EveryKindOfValue_LoadsAsItWasWritten()
    {
        var id = StoredDeals.NewId();
        var creation = StoredDeals.Next(id, null, DealRules.Create(id, null, new CreateDeal(StoredDeals.Context(), "\"\\ {é} 😀 \u2028 NULL")
        {
            Client = "",
            Amount = 999_999_999_999_999.9999m,
            Currency = "CLF",
            TeamId = StoredDeals.NewId(),
            ExpectedCloseDate = new DateOnly(2999, 12, 31),
            Tags = ["a,b", "{\"x\"}", "NULL", "\\"],
            CustomFields = DealView.NoCustomFields.Add("t", "\"\\\"\\\\ é 😀\"").Add("n", "1.50").Add("z", "-0.0").Add("b", "true").Add("Z", "\"\""),
        }, DefaultPipeline.Unchanged), null);
        if (creation.State is null)
            throw new InvalidOperationException("The deal was refused.");
        (await Store.AppendAsync(creation)).Status.ShouldBe(AppendStatus.Committed);
        (await Other.LoadAsync(id)).State.Text().ShouldBe(creation.State.Text());

        DealState? replayed = null;
        foreach (var recorded in await Other.ReadEventsAsync(id, 1, 1))
            replayed = DealState.Apply(replayed, recorded);
        replayed.Text().ShouldBe(creation.State.Text());
    }

    [Fact]
    public async Task AppendAsync_SeveralEvents_HaveNeighbouringPositions()
    {
        var creation = await CreatedAsync();
        var result = await Store.AppendAsync(StoredDeals.Titles(creation.Id, creation.State, null, "a", "b", "c"));
        var events = await Other.ReadEventsAsync(creation.Id, 1, 10);
        events.Select(static e => e.Version).ShouldBe([1, 2, 3, 4]);
        events.Skip(1).Select(static e => e.Position).ShouldBe([result.Position - 2, result.Position - 1, result.Position]);
        (await Other.ReadEventsAsync(creation.Id, 2, 3)).Select(static e => e.Version).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task AppendAsync_StaleVersion_IsAConflictAndChangesNothing()
    {
        var creation = await CreatedAsync();
        await Store.AppendAsync(StoredDeals.Titles(creation.Id, creation.State, null, "first"));
        (await Other.AppendAsync(StoredDeals.Titles(creation.Id, creation.State, "stale", "second", "third"))).Status.ShouldBe(AppendStatus.Conflict);
        (await Store.LoadAsync(creation.Id)).State!.View.Title.ShouldBe("first");
        (await Store.ReadEventsAsync(creation.Id, 1, 10)).Length.ShouldBe(2);
        (await Store.FindKeysAsync([new CommandKey(StoredDeals.User, "stale", default, default, 0)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task AppendAsync_CreatedTwiceOrFromNowhere_IsAConflict()
    {
        var creation = await CreatedAsync();
        (await Other.AppendAsync(StoredDeals.Creation(creation.Id))).Status.ShouldBe(AppendStatus.Conflict);
        (await Other.AppendAsync(StoredDeals.Titles(StoredDeals.NewId(), creation.State, null, "nowhere"))).Status.ShouldBe(AppendStatus.Conflict);
        (await Other.AppendAsync(StoredDeals.Titles(creation.Id, creation.State with { View = creation.State.View with { Version = 9 } }, null, "ahead"))).Status.ShouldBe(AppendStatus.Conflict);
    }

    [Fact]
    public async Task AppendAsync_KeyOfAnotherAppend_IsTakenAndChangesNothing()
    {
        var key = $"key-{StoredDeals.NewId()}";
        var first = StoredDeals.Creation(StoredDeals.NewId(), key);
        (await Store.AppendAsync(first)).Status.ShouldBe(AppendStatus.Committed);
        var second = StoredDeals.Creation(StoredDeals.NewId(), key);
        (await Other.AppendAsync(second)).Status.ShouldBe(AppendStatus.KeyTaken);
        (await Other.LoadAsync(second.Id)).State.ShouldBeNull();
        (await Other.FindKeysAsync(second.Keys)).ShouldBe(first.Keys);
    }

    [Fact]
    public async Task AppendAsync_OnlyAKey_KeepsItWithoutAnEvent()
    {
        var creation = await CreatedAsync();
        var key = $"key-{StoredDeals.NewId()}";
        (await Store.AppendAsync(StoredDeals.KeyOnly(creation.Id, creation.State, key))).ShouldBe(new AppendResult(AppendStatus.Committed));
        (await Other.FindKeysAsync(StoredDeals.KeyOnly(creation.Id, creation.State, key).Keys)).ShouldHaveSingleItem().Version.ShouldBe(1);
        (await Store.ReadEventsAsync(creation.Id, 1, 10)).Length.ShouldBe(1);
        (await Store.LoadAsync(creation.Id)).State.Text().ShouldBe(creation.State.Text());
    }

    [Fact]
    public async Task AppendAsync_OnlyAKeyOnAStaleVersion_IsAConflict()
    {
        var creation = await CreatedAsync();
        var key = $"key-{StoredDeals.NewId()}";
        await Store.AppendAsync(StoredDeals.Titles(creation.Id, creation.State, null, "newer"));
        (await Other.AppendAsync(StoredDeals.KeyOnly(creation.Id, creation.State, key))).Status.ShouldBe(AppendStatus.Conflict);
        (await Other.FindKeysAsync(StoredDeals.KeyOnly(creation.Id, creation.State, key).Keys)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AppendAsync_ManyOnOneVersion_OneWins()
    {
        var creation = await CreatedAsync();
        for (var round = 0; round < 20; round++)
        {
            var before = (await Store.LoadAsync(creation.Id)).State!;
            var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
                (i % 2 == 0 ? Store : Other).AppendAsync(StoredDeals.Titles(creation.Id, before, null, $"{round}.{i}"))));
            results.Count(static r => r.Status == AppendStatus.Committed).ShouldBe(1);
            results.Count(static r => r.Status == AppendStatus.Conflict).ShouldBe(5);
        }

        (await Store.ReadEventsAsync(creation.Id, 1, 100)).Select(static e => e.Version).ShouldBe(Enumerable.Range(1, 21).Select(static v => (long)v));
    }

    [Fact]
    public async Task AppendAsync_OneKeyByManyAggregatesAtOnce_OneWins()
    {
        for (var round = 0; round < 20; round++)
        {
            var key = $"key-{StoredDeals.NewId()}";
            var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(i =>
                (i % 2 == 0 ? Store : Other).AppendAsync(StoredDeals.Creation(StoredDeals.NewId(), key))));
            results.Count(static r => r.Status == AppendStatus.Committed).ShouldBe(1);
            results.Count(static r => r.Status == AppendStatus.KeyTaken).ShouldBe(5);
        }
    }

    protected async Task<Append<DealState, DealEvent>> CreatedAsync()
    {
        var creation = StoredDeals.Creation(StoredDeals.NewId());
        (await Store.AppendAsync(creation)).Status.ShouldBe(AppendStatus.Committed);
        return creation;
    }
}
