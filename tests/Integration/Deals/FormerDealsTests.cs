using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.EventStore;
using Shouldly;
using Xunit;
using static Crm.Actors.IntegrationTests.Deals.GivenPast;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Lists as they were, at every position of random histories, compared with what the deals were then in memory.</summary>
public sealed class FormerDealsTests(PostgresFixture postgres)
{
    private const int Seed = 20_260_501;
    private const int Events = 140;

    [Theory]
    [InlineData("as usual")]
    [InlineData("small steps")]
    [InlineData("no gathering")]
    [InlineData("out of time")]
    public async Task List_EveryPosition_IsWhatItWas(string way)
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed));
        await history.WriteAsync(Events);
        await using var lists = Open(stores, way);
        var random = new Random(Seed);
        for (var position = 1; position <= Events; position += 3)
        {
            for (var i = 0; i < 3; i++)
                await ShouldBeAsItWasAsync(lists, history, position, DealListModel.RandomQuery(random, history.Now), way == "out of time");
        }

        await ShouldBeVerifiedAsync(stores);
    }

    [Fact]
    public async Task List_AskedWhileTheHistoryGoesOn_IsWhatItWas()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var random = new Random(Seed + 1);
        var history = new RandomHistory(stores, random);
        await history.WriteAsync(40);
        await using var lists = Open(stores, "small steps");
        for (var round = 0; round < 12; round++)
        {
            // The first question is about a little before; later ones reach further back, and what happened since has to be made up for.
            var count = history.States.Count;
            await ShouldBeAsItWasAsync(lists, history, Math.Max(1, count - (round * 11)), DealListModel.RandomQuery(random, history.Now), shortPages: false);
            await ShouldBeVerifiedAsync(stores);
            await history.WriteAsync(10 + random.Next(20));
        }

        for (var position = 1; position <= history.States.Count; position += 7)
            await ShouldBeAsItWasAsync(lists, history, position, DealListModel.RandomQuery(random, history.Now), shortPages: false);
    }

    [Fact]
    public async Task List_EditsGoOnMeanwhile_IsAlwaysTheSame()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 2));
        await history.WriteAsync(150);
        var (then, states) = (RandomHistory.TimeOf(150), history.Now);
        await using var lists = Open(stores, "as usual");
        await using var others = Open(stores, "small steps");
        var query = new ListDeals(lists.Caller) { Limit = 200, AsOf = then, Sort = [new(DealSortField.Title, Descending: false)] };
        var expected = DealListModel.Answer(states, query).ConvertAll(static deal => (deal.Id, deal.Version));
        var editing = history.WriteAsync(250);
        do
        {
            var pages = await Task.WhenAll(lists.PageAsync(query), others.PageAsync(query));
            foreach (var page in pages)
                page.Items.Select(static deal => (deal.Id, deal.Version)).ShouldBe(expected);
        }
        while (!editing.IsCompleted);
        await editing;
        (await lists.WalkAsync(query with { Limit = 7 })).Select(static deal => (deal.Id, deal.Version)).ShouldBe(expected);
        var random = new Random(Seed);
        for (var position = 150; position <= 400; position += 3)
            await ShouldBeAsItWasAsync(lists, history, position, DealListModel.RandomQuery(random, history.Now), shortPages: false);
        await ShouldBeVerifiedAsync(stores);
    }

    [Fact]
    public async Task List_ManyVersionsInOnePlace_OneOfThemIsFound()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var lists = Open(stores, "no gathering");
        // Two titles in turn: a walk by title or time of creation stops among versions in the same place.
        for (var i = 0; i < 4; i++)
        {
            var deal = StoredDeals.Creation(StoredDeals.NewId(), title: $"deal {i % 2}");
            (await stores.Store.AppendAsync(deal)).Status.ShouldBe(AppendStatus.Committed);
            for (var version = 2; version <= 40; version++)
            {
                deal = StoredDeals.Titles(deal.Id, deal.State, null, $"deal {(i + version + 1) % 2}");
                (await stores.Store.AppendAsync(deal)).Status.ShouldBe(AppendStatus.Committed);
            }
        }

        await lists.Former.ReachAsync(0, 160, CancellationToken.None);
        for (var position = 1; position <= 160; position += 9)
        {
            var time = await stores.Database.ScalarAsync<DateTime>($"SELECT occurred_at FROM events.log WHERE position = {position}");
            foreach (var field in new[] { DealSortField.Title, DealSortField.CreatedAt, DealSortField.Amount })
            {
                var query = new ListDeals(lists.Caller) { Limit = 2, AsOf = new DateTimeOffset(time, TimeSpan.Zero), Sort = [new(field, Descending: position % 2 == 0)] };
                (await lists.WalkAsync(query)).Count.ShouldBe(((position - 1) / 40) + 1, $"at {position} by {field}");
            }
        }
    }

    [Fact]
    public async Task List_DecisionsOutOfOrder_HaveAllUpToTheLastOfThatTime()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 4));
        await history.WriteAsync(20);
        // As if decided by a silo whose clock is ahead.
        await stores.Database.ExecuteAsync("""
            ALTER TABLE events.log DISABLE TRIGGER ALL;
            UPDATE events.log SET occurred_at = occurred_at + interval '5 s' WHERE position = 9;
            ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only
            """);
        await using var lists = Open(stores, "as usual");
        foreach (var (second, position) in new[] { (8, 8), (10, 10), (12, 12), (14, 14), (15, 15) })
        {
            var answer = await lists.Queries.ListAsync(new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(second) }, CancellationToken.None);
            answer.Position.ShouldBe(position);
        }
    }

    [Fact]
    public async Task List_Cursor_KeepsThePositionAndIsBoundToTheTime()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 6));
        await history.WriteAsync(100);
        await using var lists = Open(stores, "as usual");
        var query = new ListDeals(lists.Caller) { Limit = 3, AsOf = RandomHistory.TimeOf(60).AddMilliseconds(1) };
        var cursor = (await lists.PageAsync(query)).NextCursor;
        // One more decision of that time, from a clock that is behind.
        await stores.Database.ExecuteAsync($"""
            ALTER TABLE events.log DISABLE TRIGGER ALL;
            UPDATE events.log SET occurred_at = '{RandomHistory.TimeOf(60):O}' WHERE position = 61;
            ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only
            """);
        var answer = await lists.Queries.ListAsync(query with { Cursor = cursor }, CancellationToken.None);
        answer.Position.ShouldBe(60);
        answer.Value!.Items.Select(static deal => deal.Id).ShouldBe(DealListModel.Answer(history.States[59], query).Skip(3).Take(3).Select(static deal => deal.Id));
        foreach (var other in new[] { query with { AsOf = null, Cursor = cursor }, query with { AsOf = RandomHistory.TimeOf(60), Cursor = cursor } })
        {
            var refused = await lists.Queries.ListAsync(other, CancellationToken.None);
            refused.Rejection.ShouldNotBeNull().Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/cursor");
        }
    }
}
