using System.Text;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.TestKit.Postgres;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Deals;

public sealed class DealHistoryTests(PostgresFixture postgres)
{
    private static readonly Guid Deal = RandomDeals.Plain(1).Id;

    [Fact]
    public async Task History_SeveralPages_AllEventsOldestFirst()
    {
        await using var database = await WithEventsAsync(17);
        await using var lists = new Lists(database);
        var versions = new List<long>();
        string? cursor = null;
        do
        {
            var answer = await lists.Queries.HistoryAsync(new GetDealHistory(lists.Caller, Deal, 5, cursor), CancellationToken.None);
            answer.Rejection.ShouldBeNull();
            answer.Position.ShouldBe(99);
            foreach (var e in answer.Value!.Items)
            {
                versions.Add(e.Sequence);
                e.Subject.ShouldBe(Deal);
                e.Source.ShouldBe("/crm/deals");
                Encoding.UTF8.GetString(e.Data.Span).ShouldBe($$"""{"n": {{e.Sequence}}}""");
            }

            cursor = answer.Value.NextCursor;
        }
        while (cursor is not null);
        versions.ShouldBe(Enumerable.Range(1, 17).Select(v => (long)v));
    }

    [Fact]
    public async Task History_LargeEvents_ComeInSmallPages()
    {
        await using var database = await WithEventsAsync(17, $"{{\"text\": \"{new string('x', 1 << 20)}\", \"n\": %s}}");
        await using var lists = new Lists(database);
        var pages = new List<int>();
        var versions = new List<long>();
        string? cursor = null;
        do
        {
            var page = (await lists.Queries.HistoryAsync(new GetDealHistory(lists.Caller, Deal, 200, cursor), CancellationToken.None)).Value!;
            pages.Add(page.Items.Length);
            versions.AddRange(page.Items.Select(static e => e.Sequence));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        pages.ShouldBe([4, 4, 4, 4, 1]);
        versions.ShouldBe(Enumerable.Range(1, 17).Select(static v => (long)v));
    }

    [Fact]
    public async Task History_UnknownDeal_IsNotFound()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var lists = new Lists(database);
        var answer = await lists.Queries.HistoryAsync(new GetDealHistory(lists.Caller, Deal, 5, null), CancellationToken.None);
        answer.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.NotFound);
    }

    [Fact]
    public async Task History_ForeignDeal_IsNotFound()
    {
        await using var database = await WithEventsAsync(3);
        await using var lists = new Lists(database);
        async Task<CommandResult<HistoryPage>> ReadAsync(Caller caller) =>
            await lists.Queries.HistoryAsync(new GetDealHistory(caller, Deal, 5, null), CancellationToken.None);

        (await ReadAsync(RandomDeals.As(RandomDeals.Owner(1)))).Value!.Items.Length.ShouldBe(3);
        (await ReadAsync(RandomDeals.As(RandomDeals.Owner(2), RandomDeals.Team(1)))).Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.NotFound);
        (await ReadAsync(RandomDeals.As(RandomDeals.Guest))).Value.ShouldBeNull();

        await database.ExecuteAsync($"UPDATE crm.deals SET team_id = '{RandomDeals.Team(1)}', shared_with = '{{{RandomDeals.Guest}}}'");
        (await ReadAsync(RandomDeals.As(RandomDeals.Owner(2), RandomDeals.Team(1)))).Value!.Items.Length.ShouldBe(3);
        (await ReadAsync(RandomDeals.As(RandomDeals.Guest))).Value!.Items.Length.ShouldBe(3);
        (await ReadAsync(RandomDeals.As(RandomDeals.Owner(3), RandomDeals.Team(2)))).Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.NotFound);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public async Task History_WrongLimit_IsInvalid(int limit)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var lists = new Lists(database);
        var answer = await lists.Queries.HistoryAsync(new GetDealHistory(lists.Caller, Deal, limit, null), CancellationToken.None);
        answer.Rejection.ShouldNotBeNull().Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/limit");
    }

    [Fact]
    public async Task History_ForeignCursor_IsInvalid()
    {
        await using var database = await WithEventsAsync(3);
        await using var lists = new Lists(database);
        var query = new GetDealHistory(lists.Caller, Deal, 1, null);
        var cursor = (await lists.Queries.HistoryAsync(query, CancellationToken.None)).Value!.NextCursor.ShouldNotBeNull();
        foreach (var wrong in new[]
        {
            query with { Cursor = cursor, Caller = Lists.CallerOf(2) },
            query with { Cursor = cursor, DealId = RandomDeals.Plain(2).Id },
            query with { Cursor = "AAAA" + cursor },
            query with { Cursor = "%00" },
        })
        {
            var answer = await lists.Queries.HistoryAsync(wrong, CancellationToken.None);
            answer.Rejection.ShouldNotBeNull().Code.ShouldBe(RejectionCode.Invalid);
            answer.Rejection.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/cursor");
        }
    }

    private async Task<TestDatabase> WithEventsAsync(int count, string data = "{\"n\": %s}")
    {
        var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, [RandomDeals.Plain(1), RandomDeals.Plain(2)]);
        await database.ExecuteAsync($$"""
            INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
            SELECT n, gen_random_uuid(), 'deal', '{{Deal}}', n, 'deal.updated', 1, '{{Deal}}', now(), now(), format('{{data}}', n)::json
            FROM generate_series(1, {{count}}) n;
            UPDATE events.feed SET position = 99;
            """);
        return database;
    }
}
