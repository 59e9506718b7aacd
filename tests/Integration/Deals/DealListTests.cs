using Crm.Actors.Contracts.Deals;
using Crm.Actors.TestKit.Postgres;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>Lists over a few thousand random deals, compared with the same question asked of the same deals in memory.</summary>
public sealed class DealListTests(PostgresFixture postgres)
{
    private const int Deals = 2_000;
    private const int Queries = 600;
    private const int Seed = 20_260_101;

    [Fact]
    public async Task List_RandomFiltersAndOrders_AgreesWithMemory()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deals = await RandomDeals.InsertAsync(database, Deals, Seed);
        await using var lists = new Lists(database);
        var random = new Random(Seed);
        for (var i = 0; i < Queries; i++)
        {
            var query = DealListModel.RandomQuery(random, deals);
            var expected = DealListModel.Answer(deals, query);
            var place = random.Next(Math.Max(expected.Count, 1));
            var page = await lists.PageAsync(query with { Limit = random.Next(1, 201) });
            page.Items.Select(d => d.Id).ShouldBe(expected.Take(query.Limit).Select(d => d.Id).Take(page.Items.Length), Describe(query, i));
            (page.NextCursor is null).ShouldBe(page.Items.Length == expected.Count, Describe(query, i));
            if (i % 10 == 0)
                (await lists.WalkAsync(query with { Limit = 20 + (place % 181) })).ShouldBe(expected, new DealViewComparer(), ignoreOrder: false, Describe(query, i));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task List_EveryBudgetExceeded_StillAgreesWithMemory(bool outOfTime)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deals = await RandomDeals.InsertAsync(database, Deals / 2, Seed);
        await using var lists = new Lists(database, new()
        {
            RareText = 3,
            Rare = 3,
            RareFields = 3,
            Scarce = 60,
            ScarceFields = 40,
            MergedGroups = 5,
            ShortWalk = 20,
            ShortWalkWithRows = 10,
            Walk = 70,
            WalkWithRows = 50,
            LongestWalk = outOfTime ? TimeSpan.Zero : TimeSpan.FromMinutes(1),
        });
        var random = new Random(Seed + 1);
        for (var i = 0; i < Queries / 6; i++)
        {
            var query = DealListModel.RandomQuery(random, deals) with { Limit = random.Next(30, 201) };
            var walked = await lists.WalkAsync(query, shortPages: outOfTime);
            walked.Select(d => d.Id).ShouldBe(DealListModel.Answer(deals, query).Select(d => d.Id), Describe(query, i));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(200)]
    public async Task List_WalkThroughEveryOrder_MeetsEachDealOnce(int limit)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deals = await RandomDeals.InsertAsync(database, limit switch { 1 => 12, 7 => 50, _ => 450 }, Seed + limit);
        await using var lists = new Lists(database);
        foreach (var sort in DealListModel.AllSorts(fieldsToo: true))
        {
            var query = new ListDeals(lists.Caller) { Limit = limit, Sort = sort };
            if (sort.Any(static key => key.Key is not null))
                query = query with { PipelineId = DefaultPipeline.Id };
            var walked = await lists.WalkAsync(query);
            walked.Select(d => d.Id).ShouldBe(DealListModel.Answer(deals, query).Select(d => d.Id), string.Join(',', sort));
        }
    }

    [Theory]
    [InlineData(80, 3)]
    [InlineData(400, 25)]
    public async Task List_OrdersByFieldsWithManyTies_AgreeWithMemory(int count, int walk)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deals = await RandomDeals.InsertAsync(database, count, Seed);
        // So many deals have each value that they are looked for in the order of the second key, or only some of the values.
        await using var lists = new Lists(database, new() { WalkWithRows = walk, RareFields = 3, ScarceFields = 3, Scarce = 3, Rare = 3, LongestWalk = TimeSpan.FromMinutes(1) });
        foreach (var caller in RandomDeals.Callers.Take(3))
        {
            foreach (var sort in DealListModel.AllSorts(fieldsToo: true).Where(static sort => sort is [{ Key: not null }, _]))
            {
                var query = new ListDeals(caller) { Limit = 45, Sort = sort, PipelineId = DefaultPipeline.Id, Stage = "new" };
                (await lists.WalkAsync(query)).Select(d => d.Id).ShouldBe(DealListModel.Answer(deals, query).Select(d => d.Id), Describe(query, 0));
            }
        }
    }

    [Fact]
    public async Task List_AmountsBehindMissingDates_AgreeWithMemory()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deals = await RandomDeals.InsertAsync(database, Deals / 2, Seed);
        await using var lists = new Lists(database);
        var query = new ListDeals(lists.Caller)
        {
            Limit = 50,
            MinAmount = 5,
            MaxAmount = 90,
            Sort = [new(DealSortField.ExpectedCloseDate, Descending: true), new(DealSortField.Amount, Descending: false)],
        };
        (await lists.WalkAsync(query)).Select(d => d.Id).ShouldBe(DealListModel.Answer(deals, query).Select(d => d.Id));
    }

    [Fact]
    public async Task List_Position_IsTheFeedsHead()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await database.ExecuteAsync("UPDATE events.feed SET position = 42");
        await using var lists = new Lists(database);
        var answer = await lists.Queries.ListAsync(new ListDeals(lists.Caller), CancellationToken.None);
        answer.Rejection.ShouldBeNull();
        answer.Position.ShouldBe(42);
        answer.Value!.Items.ShouldBeEmpty();
        answer.Value.NextCursor.ShouldBeNull();
    }

    [Theory]
    [InlineData("Größe ÉCOLE", "école", true)]
    [InlineData("Ёлка и свечи", "ёлк", true)]
    [InlineData("Server/desk 1.5-inch", "desk", true)]
    [InlineData("Server/desk 1.5-inch", "inch server", true)]
    [InlineData("O'Neil & sons <b>", "o'neil", true)]
    [InlineData("platinum", "plat gold", false)]
    [InlineData("platinum", "pl", false)]
    [InlineData("platinum", "\\' & | ! ( ) : * platinum", true)]
    [InlineData("ﬁnance", "finance", true)]
    public async Task List_Text_FindsWords(string title, string text, bool found)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, [RandomDeals.Plain(1) with { Title = title }]);
        await using var lists = new Lists(database);
        var page = await lists.PageAsync(new ListDeals(lists.Caller) { Text = text });
        page.Items.Length.ShouldBe(found ? 1 : 0);
    }

    private static string Describe(ListDeals query, int number) =>
        $"query {number}: {query} fields {string.Join(',', query.CustomFields)} sort {string.Join(',', query.Sort.Select(static s => (s.Descending ? "-" : "") + (s.Key ?? s.Field.ToString())))}";
}
