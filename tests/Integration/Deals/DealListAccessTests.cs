using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.TestKit.Postgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>What protects the lists is the database, and it forgets each caller with the transaction.</summary>
public sealed class DealListAccessTests(PostgresFixture postgres)
{
    private const int Deals = 300;
    private const int Seed = 20_260_303;

    private static readonly string[] Tables = ["crm.deals", "crm.deal_list"];

    [Fact]
    public async Task List_CallersTakeTurnsOnOneConnection_EachSeesOnlyTheirs()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deals = await RandomDeals.InsertAsync(database, Deals, Seed);
        // Nothing but the end of the transaction may clean up.
        await using var lists = new Lists(database.ReaderConnectionString + ";No Reset On Close=true", database.WriterConnectionString, TimeSpan.FromMinutes(1));
        var backends = new HashSet<int>();
        for (var round = 0; round < 5; round++)
        {
            foreach (var caller in RandomDeals.Callers)
            {
                var query = new ListDeals(caller) { Limit = 200 };
                (await lists.PageAsync(query)).Items.Select(d => d.Id).ShouldBe(DealListModel.Answer(deals, query).Take(200).Select(d => d.Id));
                backends.Add(await ShouldHaveForgottenAsync(lists));
                await lists.Queries.HistoryAsync(new GetDealHistory(caller, deals[0].Id, 5, null), CancellationToken.None);
                backends.Add(await ShouldHaveForgottenAsync(lists));
            }
        }

        backends.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SET LOCAL crm.user_id = ''; SET LOCAL crm.teams = ''; SET LOCAL crm.principals = ''")]
    [InlineData("SET LOCAL crm.user_id = ''; SET LOCAL crm.teams = '{}'; SET LOCAL crm.principals = '{}'")]
    public async Task Policies_NobodyAsks_ShowNothing(string settings)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, Deals, Seed);
        foreach (var table in (string[])[.. Tables, "crm.deal_list_shares", "crm.deal_list_fields"])
            (await CountAsync(database, $"SET LOCAL ROLE crm_lists; {settings}".TrimEnd(' ', ';'), table)).ShouldBe(0, table);
    }

    [Fact]
    public async Task Policies_EveryCaller_AgreeWithMaySee()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deals = await RandomDeals.InsertAsync(database, Deals, Seed);
        foreach (var caller in RandomDeals.Callers)
        {
            var role = DealAccess.SeesAll(caller) ? "crm_lists_all" : "crm_lists";
            var settings = $"SET LOCAL ROLE {role}; SET LOCAL crm.user_id = '{caller.UserId}'; SET LOCAL crm.teams = '{{{string.Join(',', caller.Teams)}}}'; "
                + $"SET LOCAL crm.principals = '{{{string.Join(',', caller.Teams.Add(caller.UserId))}}}'";
            foreach (var table in Tables)
                (await CountAsync(database, settings, table)).ShouldBe(deals.Count(d => DealAccess.MaySee(caller, d)), $"{table} {caller}");
            (await CountAsync(database, settings, "crm.deal_list_fields")).ShouldBe(deals.Where(d => DealAccess.MaySee(caller, d)).Sum(static d => d.CustomFields.Count), $"{caller}");
        }
    }

    [Theory]
    [InlineData("DROP POLICY deals_seen ON crm.deals")]
    [InlineData("DROP POLICY deal_list_seen ON crm.deal_list")]
    public async Task List_APolicyIsGone_ShowsNothing(string sql)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, Deals, Seed);
        await using var lists = new Lists(database);
        var query = new ListDeals(RandomDeals.As(RandomDeals.Owner(1)));
        (await lists.PageAsync(query)).Items.ShouldNotBeEmpty();
        await database.ExecuteAsync(sql);
        (await lists.PageAsync(query)).Items.ShouldBeEmpty();
        (await lists.PageAsync(query with { Caller = lists.Caller })).Items.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task List_WalkWithoutItsOwnSight_IsStillHeldBackByThePolicy()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, Deals, Seed);
        // The walk believes that nothing else is needed to see a deal; the policies of crm.deals are another matter.
        await database.ExecuteAsync("UPDATE crm.deal_list SET owner_id = (SELECT owner_id FROM crm.deal_list ORDER BY owner_id DESC LIMIT 1)");
        await using var lists = new Lists(database, new() { Rare = 0, RareText = 0 });
        var caller = RandomDeals.As(RandomDeals.Owner(3));
        var page = await lists.PageAsync(new ListDeals(caller) { Limit = 200 });
        page.Items.ShouldNotBeEmpty();
        page.Items.ShouldAllBe(d => DealAccess.MaySee(caller, d));
    }

    [Fact]
    public async Task List_FilterOfSomebodyElse_ShowsOnlyWhatIsSeen()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var foreign = RandomDeals.Plain(1) with { OwnerId = RandomDeals.Owner(2), TeamId = RandomDeals.Team(2) };
        await RandomDeals.InsertAsync(database, [foreign, RandomDeals.Plain(2)]);
        await using var lists = new Lists(database);
        var caller = RandomDeals.As(RandomDeals.Owner(1), RandomDeals.Team(1));
        (await lists.PageAsync(new ListDeals(caller) { OwnerId = foreign.OwnerId })).ShouldSatisfyAllConditions(
            static page => page.Items.ShouldBeEmpty(), static page => page.NextCursor.ShouldBeNull());
        (await lists.PageAsync(new ListDeals(caller) { TeamId = foreign.TeamId })).Items.ShouldBeEmpty();
        (await lists.PageAsync(new ListDeals(caller))).Items.ShouldHaveSingleItem();
        (await lists.PageAsync(new ListDeals(lists.Caller) { OwnerId = foreign.OwnerId })).Items.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(null, null, DealSource.Seen, null)]
    [InlineData(1, null, DealSource.Owner, DealSource.Owner)]
    [InlineData(2, null, DealSource.Seen, DealSource.Owner)]
    [InlineData(null, 1, DealSource.Team, DealSource.Team)]
    [InlineData(null, 2, DealSource.Seen, DealSource.Team)]
    [InlineData(2, 1, DealSource.Team, DealSource.Owner)]
    [InlineData(2, 2, DealSource.Seen, DealSource.Owner)]
    internal void Whose_OfSomebodyElse_IsNotReadByTheirIndex(int? owner, int? team, DealSource ofCaller, DealSource? ofAdministrator)
    {
        var query = new ListDeals(RandomDeals.As(RandomDeals.Owner(1), RandomDeals.Team(1)))
        {
            OwnerId = owner is { } o ? RandomDeals.Owner(o) : null,
            TeamId = team is { } t ? RandomDeals.Team(t) : null,
        };
        DealListChecks.Check(query).Request!.Whose.ShouldBe(ofCaller);
        DealListChecks.Check(query with { Caller = query.Caller with { Roles = [RoleNames.Administrator] } }).Request!.Whose.ShouldBe(ofAdministrator);
    }

    private static async Task<int> ShouldHaveForgottenAsync(Lists lists)
    {
        await using var command = lists.Database.Source.CreateCommand(
            "SELECT pg_backend_pid(), current_user = session_user, coalesce(current_setting('crm.user_id', true), ''), concat(current_setting('crm.teams', true), current_setting('crm.principals', true))");
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        row.GetBoolean(1).ShouldBeTrue();
        row.GetString(2).ShouldBeEmpty();
        row.GetString(3).ShouldBeEmpty();
        return row.GetInt32(0);
    }

    private static async Task<long> CountAsync(TestDatabase database, string settings, string table)
    {
        await using var connection = new NpgsqlConnection(database.ReaderConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; {settings}; SELECT count(*) FROM {table}; COMMIT", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
