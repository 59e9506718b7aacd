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
            Scarce = 60,
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
        foreach (var sort in DealListModel.AllSorts())
        {
            var query = new ListDeals(lists.Caller) { Limit = limit, Sort = sort };
            var walked = await lists.WalkAsync(query);
            walked.Select(d => d.Id).ShouldBe(DealListModel.Answer(deals, query).Select(d => d.Id), string.Join(',', sort));
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
        $"query {number}: {query} sort {string.Join(',', query.Sort.Select(s => (s.Descending ? "-" : "") + s.Field))}";

    private sealed class DealViewComparer : IEqualityComparer<DealView>
    {
        public bool Equals(DealView? x, DealView? y) => x is not null && y is not null
            && Plain(x) == Plain(y)
            && x.Tags.AsSpan().SequenceEqual(y.Tags.AsSpan()) && x.CustomFields.SequenceEqual(y.CustomFields)
            && x.SharedWith.AsSpan().SequenceEqual(y.SharedWith.AsSpan());

        public int GetHashCode(DealView view) => view.Id.GetHashCode();

        private static DealView Plain(DealView deal) => deal with { Tags = [], SharedWith = [], CustomFields = DealView.NoCustomFields };
    }
}
