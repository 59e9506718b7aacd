using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.IntegrationTests.EventStore;
using Npgsql;
using Shouldly;
using Xunit;
using static Crm.Actors.IntegrationTests.Deals.GivenPast;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>What deals were is found out when somebody asks, as far as is asked for, and seen by whoever sees the deals now.</summary>
public sealed class FormerDealRowsTests(PostgresFixture postgres)
{
    private const int Seed = 20_260_508;

    [Fact]
    public async Task Policies_EveryCaller_SeesThePastOfWhatIsSeenNow()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 7));
        await history.WriteAsync(140);
        await using var lists = Open(stores, "as usual");
        await lists.PageAsync(new ListDeals(lists.Caller) { AsOf = RandomHistory.TimeOf(1) });
        foreach (var caller in RandomDeals.Callers)
        {
            var role = DealAccess.SeesAll(caller) ? "crm_lists_all" : "crm_lists";
            var sql = $"BEGIN; SET LOCAL ROLE {role}; SET LOCAL crm.user_id = '{caller.UserId}'; SET LOCAL crm.teams = '{{{string.Join(',', caller.Teams)}}}'; "
                + $"SET LOCAL crm.principals = '{{{string.Join(',', caller.Teams.Add(caller.UserId))}}}'; ";
            var seen = history.Now.Where(deal => DealAccess.MaySee(caller, deal)).ToList();
            (await ScalarAsync(stores, sql + "SELECT count(*) FROM crm.former_deals; COMMIT")).ShouldBe(seen.Sum(static deal => deal.Version - 1), $"{caller}");
            var versions = history.States.SelectMany(static states => states).DistinctBy(static deal => (deal.Id, deal.Version))
                .Where(deal => seen.Exists(now => now.Id == deal.Id && now.Version > deal.Version));
            (await ScalarAsync(stores, sql + "SELECT count(*) FROM crm.former_deal_fields; COMMIT")).ShouldBe(versions.Sum(static deal => deal.CustomFields.Count), $"{caller}");
        }

        (await ScalarAsync(stores, "BEGIN; SET LOCAL ROLE crm_lists; SELECT (SELECT count(*) FROM crm.former_deals) + (SELECT count(*) FROM crm.former_deal_fields); COMMIT")).ShouldBe(0);
    }

    [Theory]
    [InlineData("UPDATE crm.former_deals SET title = 'forged' WHERE until = {until}", "title is otherwise")]
    [InlineData("UPDATE crm.former_deals SET stage = 'forged' WHERE until = {until}", "stage is otherwise")]
    [InlineData("UPDATE crm.former_deals SET since = since - 1 WHERE until = {until}", "the events give")]
    [InlineData("UPDATE crm.former_deals SET amount = 1, currency = 'XXX' WHERE until = {until}", "the row cannot be read")]
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

        string.Join('\n', await VerifyAsync(stores)).ShouldContain(said);
    }

    [Fact]
    public async Task Reach_AfterRowsBeyondTheStretch_LeavesNoneOut()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 9));
        await history.WriteAsync(20);
        await using var lists = Open(stores, "as usual");
        // The deals have changed since 15: their rows of after that are made, too, and later ones are not.
        await lists.Former.ReachAsync(10, 15, CancellationToken.None);
        await history.WriteAsync(20);
        await lists.Former.ReachAsync(10, 40, CancellationToken.None);
        await ShouldBeVerifiedAsync(stores);
        await lists.Former.ReachAsync(1, 40, CancellationToken.None);
        await ShouldBeVerifiedAsync(stores);
    }

    [Fact]
    public async Task List_AsOfNowAndBefore_NeedsNothingThatWas()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var history = new RandomHistory(stores, new Random(Seed + 3));
        await history.WriteAsync(30);
        await using var lists = Open(stores, "as usual");
        await ShouldBeAsItWasAsync(lists, history, 30, new ListDeals(lists.Caller), shortPages: false);
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
        await ShouldBeAsItWasAsync(patient, history, 10, query, shortPages: false);
    }

    private static async Task<long> ScalarAsync(PostgresStores stores, string sql)
    {
        await using var connection = new NpgsqlConnection(stores.Database.ReaderConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
