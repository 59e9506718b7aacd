using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.IntegrationTests.EventStore;
using Npgsql;
using Shouldly;
using Xunit;

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
        for (var position = 1; position <= Events; position++)
        {
            for (var i = 0; i < 3; i++)
                await FormerDealsCheck.ShouldBeAsItWasAsync(lists, history, position, DealListModel.RandomQuery(random, history.Now), way == "out of time");
        }

        await FormerDealsCheck.ShouldBeVerifiedAsync(stores);
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
            await FormerDealsCheck.ShouldBeAsItWasAsync(lists, history, Math.Max(1, count - (round * 11)), DealListModel.RandomQuery(random, history.Now), shortPages: false);
            await FormerDealsCheck.ShouldBeVerifiedAsync(stores);
            await history.WriteAsync(10 + random.Next(20));
        }

        for (var position = 1; position <= history.States.Count; position += 7)
            await FormerDealsCheck.ShouldBeAsItWasAsync(lists, history, position, DealListModel.RandomQuery(random, history.Now), shortPages: false);
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

        // What each step knew of deals that went on changing has no gaps.
        for (var position = 1; position <= history.States.Count; position++)
            await FormerDealsCheck.ShouldBeAsItWasAsync(lists, history, position, query, shortPages: false);
        await FormerDealsCheck.ShouldBeVerifiedAsync(stores);
    }

    [Fact]
    public async Task List_AsOfNowAndBefore_NeedsNothingThatWas()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 3));
        await history.WriteAsync(30);
        await using var lists = Open(stores, "as usual");
        await FormerDealsCheck.ShouldBeAsItWasAsync(lists, history, 30, new ListDeals(lists.Caller), shortPages: false);
        var answer = await lists.Queries.ListAsync(new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(0) }, CancellationToken.None);
        answer.Value!.Items.ShouldBeEmpty();
        answer.Position.ShouldBe(0);
        (await lists.Queries.ListAsync(new ListDeals(lists.Caller) { AsOf = DateTimeOffset.MaxValue }, CancellationToken.None)).Position.ShouldBe(30);
        (await stores.Database.ScalarAsync<long>("SELECT (SELECT count(*) FROM crm.former_deals_position) + (SELECT count(*) FROM crm.former_deals)")).ShouldBe(0);

        (await lists.Former.KeepUpAsync(CancellationToken.None)).ShouldBeFalse();
        await lists.PageAsync(new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(20) });
        await history.WriteAsync(20);
        (await lists.Former.KeepUpAsync(CancellationToken.None)).ShouldBeTrue();
        (await stores.Database.ScalarAsync<long>("SELECT position FROM crm.former_deals_position WHERE start = 20")).ShouldBe(50);
        await stores.Database.ExecuteAsync("UPDATE crm.former_deals_position SET position = 40, asked_at = now() - interval '8 days'");
        (await lists.Former.KeepUpAsync(CancellationToken.None)).ShouldBeFalse();
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
    public async Task List_FoundOutInManySteps_IsUnavailableUntilThen()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 5));
        await history.WriteAsync(1500);
        await using var lists = new Lists(stores.Database.ReaderConnectionString, stores.Database.WriterConnectionString, TimeSpan.FromSeconds(1), eventsAtOnce: 1);
        var query = new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(10) };
        var refused = new List<(int? RetryAfter, long Start)>();
        while ((await lists.Queries.ListAsync(query, CancellationToken.None)).Rejection is { } rejection)
        {
            rejection.Code.ShouldBe(RejectionCode.Unavailable);
            refused.Add((rejection.RetryAfterSeconds, await stores.Database.ScalarAsync<long>("SELECT coalesce((SELECT start FROM crm.former_deals_position), 1500)")));
        }

        refused.Select(static refusal => refusal.RetryAfter).ShouldContain(2);
        refused.Select(static refusal => refusal.Start).ShouldBeInOrder(SortDirection.Descending);
        await using var patient = Open(stores, "as usual");
        await FormerDealsCheck.ShouldBeAsItWasAsync(patient, history, 10, query, shortPages: false);
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

    [Fact]
    public async Task Policies_EveryCaller_SeesThePastOfWhatIsSeenNow()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 7));
        await history.WriteAsync(Events);
        await using var lists = Open(stores, "as usual");
        await lists.PageAsync(new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(1) });
        foreach (var caller in RandomDeals.Callers)
        {
            var role = DealAccess.SeesAll(caller) ? "crm_lists_all" : "crm_lists";
            var sql = $"BEGIN; SET LOCAL ROLE {role}; SET LOCAL crm.user_id = '{caller.UserId}'; SET LOCAL crm.teams = '{{{string.Join(',', caller.Teams)}}}'; "
                + $"SET LOCAL crm.principals = '{{{string.Join(',', caller.Teams.Add(caller.UserId))}}}'; ";
            var seen = history.Now.Where(deal => DealAccess.MaySee(caller, deal)).ToList();
            (await ScalarAsync(stores, sql + "SELECT count(*) FROM crm.former_deals; COMMIT")).ShouldBe(seen.Sum(static deal => deal.Version - 1), $"{caller}");
            var fields = await TextsAsync(stores, sql + "SELECT deal_id || ' ' || until || ' ' || key FROM crm.former_deal_fields; COMMIT");
            fields.ShouldBe(FieldsOf(history, [.. seen.Select(static deal => deal.Id)]), ignoreOrder: true, $"{caller}");
        }

        (await ScalarAsync(stores, "BEGIN; SET LOCAL ROLE crm_lists; SELECT (SELECT count(*) FROM crm.former_deals) + (SELECT count(*) FROM crm.former_deal_fields); COMMIT")).ShouldBe(0);
    }

    [Theory]
    [InlineData("UPDATE crm.former_deals SET title = 'forged' WHERE until = {until}", "title is otherwise")]
    [InlineData("UPDATE crm.former_deals SET stage = 'forged' WHERE until = {until}", "stage is otherwise")]
    [InlineData("UPDATE crm.former_deals SET since = since - 1 WHERE until = {until}", "the events give")]
    [InlineData("DELETE FROM crm.former_deals WHERE until = {until}", "has no row")]
    [InlineData("UPDATE crm.former_deals SET id = gen_random_uuid() WHERE until = {until}", "the log knows nothing of the row")]
    [InlineData("INSERT INTO crm.former_deal_fields SELECT id, since, until, pipeline_id, 'forged', 'x', NULL, NULL FROM crm.former_deals WHERE until = {until}", "the field forged is too much")]
    public async Task Verify_SomethingIsWrong_SaysWhat(string sql, string said)
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 8));
        await history.WriteAsync(40);
        await using var lists = Open(stores, "as usual");
        await lists.PageAsync(new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(20) });
        var until = await stores.Database.ScalarAsync<long>("SELECT max(until) FROM crm.former_deals");
        await stores.Database.ExecuteAsync(sql.Replace("{until}", $"{until}", StringComparison.Ordinal));

        string.Join('\n', await FormerDealsCheck.VerifyAsync(stores)).ShouldContain(said);
    }

    /// <summary>Every custom field of every version that another one followed: the deal, the position at which it ended, the key.</summary>
    private static List<string> FieldsOf(RandomHistory history, HashSet<Guid> deals)
    {
        var fields = new List<string>();
        for (var i = 1; i < history.States.Count; i++)
        {
            var after = history.States[i].ToDictionary(static deal => deal.Id, static deal => deal.Version);
            foreach (var deal in history.States[i - 1].Where(deal => deals.Contains(deal.Id) && after[deal.Id] != deal.Version))
                fields.AddRange(deal.CustomFields.Keys.Select(key => $"{deal.Id} {i + 1} {key}"));
        }

        return fields;
    }

    private static Lists Open(PostgresStores stores, string way) => way switch
    {
        "small steps" => new Lists(stores.Database, eventsAtOnce: 3),
        "no gathering" => new Lists(stores.Database, FormerDealsCheck.Tight(TimeSpan.FromMinutes(1))),
        "out of time" => new Lists(stores.Database, FormerDealsCheck.Tight(TimeSpan.Zero)),
        _ => new Lists(stores.Database),
    };

    private static async Task<long> ScalarAsync(PostgresStores stores, string sql)
    {
        await using var connection = new NpgsqlConnection(stores.Database.ReaderConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<List<string>> TextsAsync(PostgresStores stores, string sql)
    {
        await using var connection = new NpgsqlConnection(stores.Database.ReaderConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await row.ReadAsync())
            texts.Add(row.GetString(0));
        return texts;
    }
}
