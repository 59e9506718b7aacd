using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Deals;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;
using static Crm.Actors.IntegrationTests.Deals.GivenPast;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>What is known of the past in parts only, and what cannot be known of it.</summary>
public sealed class FormerDealsGapsTests(PostgresFixture postgres)
{
    private const int Seed = 20_260_601;
    private const string Middle = "SELECT max(position) FROM events.log l WHERE version > 1 AND EXISTS (SELECT FROM events.log WHERE aggregate_id = l.aggregate_id AND version = l.version + 2)";

    [Theory]
    [InlineData(0, 1024)]
    [InlineData(1, 1024)]
    [InlineData(2, 4)]
    [InlineData(3, 1)]
    public async Task ReachAsync_DealsWereReadWhenTheyHadChangedAgain_MissesNothing(int seed, int eventsAtOnce)
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + seed));
        await history.WriteAsync(20);
        await using var lists = new Lists(stores.Database, eventsAtOnce: eventsAtOnce);
        await lists.Former.ReachAsync(10, 15, CancellationToken.None);
        await history.WriteAsync(20);
        await lists.Former.ReachAsync(10, 40, CancellationToken.None);
        await ShouldBeVerifiedAsync(stores);

        // As after a gap that nobody asked about: what was known before it is met again on the way back.
        await history.WriteAsync(20);
        await stores.Database.ExecuteAsync("UPDATE crm.former_deals_position SET start = 60, position = 60");
        await lists.Former.ReachAsync(5, 60, CancellationToken.None);
        await ShouldBeVerifiedAsync(stores);
    }

    [Theory]
    [InlineData("no gathering")]
    [InlineData("out of time")]
    public async Task List_WalkStopsAmongTheVersionsOfADeal_FindsTheOthers(string way)
    {
        const int Events = 90;
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var random = new Random(Seed + 10);
        var history = new RandomHistory(stores, random, most: 3);
        await history.WriteAsync(Events);
        await using var lists = Open(stores, way);
        var sorts = DealListModel.AllSorts(fieldsToo: true).ToArray();
        for (var position = 1; position <= Events; position += 13)
        {
            foreach (var sort in random.GetItems(sorts, 3).Append([new(DealSortField.CreatedAt, Descending: position % 2 == 0)]))
            {
                var isOfPipeline = sort.Any(static key => key.Key is not null);
                var query = new ListDeals(lists.Caller) { Limit = 2, Sort = sort, PipelineId = isOfPipeline ? RandomDeals.Pipelines[0] : null };
                await ShouldBeAsItWasAsync(lists, history, position, query, shortPages: way == "out of time");
            }
        }
    }

    [Fact]
    public async Task ReachAsync_AnEventIsMissing_HasAllOfTheOtherDeals()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 20));
        await history.WriteAsync(60);
        var position = await stores.Database.ScalarAsync<long>(Middle);
        var deal = await stores.Database.ScalarAsync<Guid>($"SELECT aggregate_id FROM events.log WHERE position = {position}");
        await ForgeAsync(stores, $"DELETE FROM events.log WHERE position = {position}");
        await using var lists = new Lists(stores.Database, eventsAtOnce: 7);

        await lists.Former.ReachAsync(0, 60, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1));

        (await stores.Database.ScalarAsync<long>("SELECT start FROM crm.former_deals_position")).ShouldBe(0);
        (await stores.Database.ScalarAsync<long>($"SELECT count(*) FROM crm.former_deals WHERE id <> '{deal}'"))
            .ShouldBe(history.Now.Where(other => other.Id != deal).Sum(static other => other.Version - 1));
        // Of the deal itself only what is after the event.
        (await stores.Database.ScalarAsync<long>($"SELECT count(*) FROM crm.former_deals WHERE id = '{deal}' AND until <= {position}")).ShouldBe(0);
    }

    [Fact]
    public async Task List_AnEventCannotBeRead_IsUnavailableAndTheSiloGoesOn()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 21));
        await history.WriteAsync(30);
        await using var lists = new Lists(stores.Database);
        var query = new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(20) };
        await lists.PageAsync(query);
        await history.WriteAsync(30);
        var position = await stores.Database.ScalarAsync<long>($"{Middle} AND position > 30");
        await ForgeAsync(stores, $"UPDATE events.log SET data = '{{}}' WHERE position = {position}");

        var answer = await lists.Queries.ListAsync(query, CancellationToken.None);

        answer.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.Unavailable);
        var logger = new FirstWarning();
        using var keeper = new FormerDealsKeeper(lists.Former, TimeProvider.System, logger);
        await keeper.StartAsync(CancellationToken.None);
        (await logger.Text.WaitAsync(TimeSpan.FromMinutes(1))).ShouldContain($"at {position} cannot be taken back");
        keeper.ExecuteTask.ShouldNotBeNull().IsCompleted.ShouldBeFalse();
        await keeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Verify_ADealCannotBeReplayed_ItsRowsAreNotBlamed()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 22));
        await history.WriteAsync(60);
        await using var lists = new Lists(stores.Database);
        await lists.Former.ReachAsync(0, 60, CancellationToken.None);
        await ForgeAsync(stores, $"UPDATE events.log SET data = '{{}}' WHERE position = ({Middle})");

        await ShouldBeVerifiedAsync(stores);
    }

    [Fact]
    public async Task List_TooManyGroups_AsksForAPipeline()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 23));
        await history.WriteAsync(80);
        var groups = history.Now.Select(static deal => (deal.PipelineId, deal.Stage, deal.Status, deal.Archived)).Distinct().Count();
        await using var all = new Lists(stores.Database, new DealListBudgets { MostGroups = groups });
        await using var fewer = new Lists(stores.Database, new DealListBudgets { MostGroups = groups - 1 });
        var query = new ListDeals(all.Caller) { Limit = 200 };

        (await all.PageAsync(query)).Items.Length.ShouldBe(history.Now.Length);
        (await fewer.PageAsync(query with { PipelineId = RandomDeals.Pipelines[1] })).Items.Length
            .ShouldBe(history.Now.Count(static deal => deal.PipelineId == RandomDeals.Pipelines[1]));
        // What the deals were is in more of them than what they are.
        foreach (var (lists, wide) in new[] { (fewer, query), (fewer, query with { Stage = "none" }), (all, query with { AsOf = RandomHistory.TimeOf(40) }) })
        {
            var answer = await lists.Queries.ListAsync(wide, CancellationToken.None);
            answer.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.Invalid);
            answer.Rejection.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/pipelineId");
        }
    }

    private static Task ForgeAsync(PostgresStores stores, string sql) => stores.Database.ExecuteAsync(
        $"ALTER TABLE events.log DISABLE TRIGGER ALL; {sql}; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only");

    private sealed class FirstWarning : ILogger<FormerDealsKeeper>
    {
        private readonly TaskCompletionSource<string> _text = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Text => _text.Task;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _text.TrySetResult(formatter(state, exception));
    }
}
