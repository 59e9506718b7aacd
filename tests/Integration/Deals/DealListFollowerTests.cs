using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.TestKit.Postgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>The list follows the log: it shows what was acknowledged, and after any row of edits it equals the deals.</summary>
public sealed class DealListFollowerTests(PostgresFixture postgres)
{
    [Fact]
    public async Task List_RightAfterAnEdit_ShowsIt()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var lists = new Lists(stores.Database);
        var id = StoredDeals.NewId();
        var append = StoredDeals.Creation(id, title: "number 0");
        for (var i = 0; i < 50; i++)
        {
            var position = (await CommitAsync(stores, append)).Position;
            var answer = await lists.Queries.ListAsync(new ListDeals(lists.Caller) { Text = $"number {i}" }, CancellationToken.None);
            answer.Position.ShouldBe(position);
            answer.Value!.Items.ShouldHaveSingleItem().Version.ShouldBe(i + 1);
            (await lists.PageAsync(new ListDeals(lists.Caller) { Text = $"number {i - 1}" })).Items.ShouldBeEmpty();
            append = StoredDeals.Titles(id, append.State, null, $"number {i + 1}");
        }
    }

    [Fact]
    public async Task List_WordsOfSeveralEditsAtOnce_AreThoseOfTheLast()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var lists = new Lists(stores.Database);
        var id = StoredDeals.NewId();
        var append = StoredDeals.Creation(id, title: "Straße Москва");
        await CommitAsync(stores, append);
        (await lists.PageAsync(new ListDeals(lists.Caller) { Text = "москва" })).Items.ShouldHaveSingleItem();

        append = Patched(id, append.State, new PatchDeal(StoredDeals.Context()) { Client = "Größe" });
        await CommitAsync(stores, append);
        append = Patched(id, append.State, new PatchDeal(StoredDeals.Context()) { Amount = 11m });
        await CommitAsync(stores, append);
        (await lists.PageAsync(new ListDeals(lists.Caller) { Text = "größe москва", MinAmount = 11 })).Items.ShouldHaveSingleItem();

        await CommitAsync(stores, Patched(id, append.State, new PatchDeal(StoredDeals.Context()) { Client = new(true, null) }));
        (await lists.PageAsync(new ListDeals(lists.Caller) { Text = "größe" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_DealIsNewerThanTheList_IsShownAsItIsOrNotAtAll()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, [RandomDeals.Plain(1), RandomDeals.Plain(2)]);
        // As if committed after the pass: the log does not show it.
        await database.ExecuteAsync("UPDATE crm.deals SET version = 2, title = 'newer', stage = CASE WHEN id::text LIKE '%1' THEN 'proposal' ELSE stage END");
        await using var lists = new Lists(database);
        (await lists.PageAsync(new ListDeals(lists.Caller) { Stage = "new" })).Items.ShouldHaveSingleItem().Title.ShouldBe("newer");
        (await lists.PageAsync(new ListDeals(lists.Caller))).Items.Length.ShouldBe(2);
    }

    [Fact]
    public async Task List_DealIsNewerThanTheListAndOutOfSight_IsLeftOut()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RandomDeals.InsertAsync(database, [RandomDeals.Plain(1), RandomDeals.Plain(2)]);
        await database.ExecuteAsync($"UPDATE crm.deals SET version = 2, owner_id = '{RandomDeals.Owner(2)}' WHERE id = '{RandomDeals.Plain(1).Id}'");
        await using var lists = new Lists(database);
        (await lists.PageAsync(new ListDeals(RandomDeals.As(RandomDeals.Owner(1))))).Items.ShouldHaveSingleItem().Id.ShouldBe(RandomDeals.Plain(2).Id);
    }

    [Fact]
    public async Task List_SharedAndUnshared_FollowsTheDeal()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deal = RandomDeals.Plain(1);
        await RandomDeals.InsertAsync(database, [deal, RandomDeals.Plain(2) with { SharedWith = [RandomDeals.Team(1)] }]);
        await using var lists = new Lists(database);
        async Task<int> SeenAsync(params Caller[] callers)
        {
            var seen = 0;
            foreach (var caller in callers)
                seen += (await lists.PageAsync(new ListDeals(caller))).Items.Count(d => d.Id == deal.Id);
            return seen;
        }

        Caller[] others = [RandomDeals.As(RandomDeals.Guest), RandomDeals.As(RandomDeals.Owner(2), RandomDeals.Team(1)), RandomDeals.As(RandomDeals.Owner(3))];
        (await SeenAsync(others)).ShouldBe(0);
        var version = 1;
        foreach (var (sharedWith, seen) in new (Guid[], int)[]
        {
            ([RandomDeals.Guest], 1), ([RandomDeals.Guest, RandomDeals.Team(1)], 2), ([RandomDeals.Owner(3), RandomDeals.Team(1)], 2), ([RandomDeals.Team(1)], 1), ([], 0),
        })
        {
            await database.ExecuteAsync($$"""
                UPDATE crm.deals SET version = {{++version}}, shared_with = '{ {{string.Join(',', sharedWith)}} }' WHERE id = '{{deal.Id}}';
                SELECT crm.list_deals('{ {{deal.Id}} }');
                """);
            (await SeenAsync(others)).ShouldBe(seen);
            (await database.ScalarAsync<Guid[]>($"SELECT array_agg(principal_id ORDER BY principal_id) FROM crm.deal_list_shares WHERE deal_id <> '{deal.Id}'"))
                .ShouldBe([RandomDeals.Team(1)]);
        }

        (await database.ScalarAsync<long>("SELECT count(*) FROM crm.deal_list_shares")).ShouldBe(1);
    }

    [Fact]
    public async Task List_FollowedByTwoSilosUnderEdits_EndsEqualToTheDeals()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var one = new Lists(stores.Database);
        await using var two = new Lists(stores.Database);
        var editing = Task.WhenAll(Enumerable.Range(0, 40).Select(i => EditAsync(stores, i)));
        while (!editing.IsCompleted)
            await Task.WhenAll(one.PageAsync(new ListDeals(one.Caller)), two.PageAsync(new ListDeals(two.Caller) { Text = "edition" }));
        await editing;
        await one.PageAsync(new ListDeals(one.Caller));
        (await stores.Database.ScalarAsync<long>("""
            SELECT count(*) FROM crm.deals d
            FULL JOIN crm.deal_list l ON l.id = d.id
            WHERE (d.owner_id, d.team_id, d.shared_with, d.id, d.version, d.title, d.amount, d.updated_at, crm.deal_document(d.title, d.client, d.tags), crm.deal_word_bits(l.document))
                IS DISTINCT FROM (l.owner_id, l.team_id, l.shared_with, l.id, l.version, l.title, l.amount, l.updated_at, l.document, l.word_bits)
            """)).ShouldBe(0);
        (await stores.Database.ScalarAsync<long>("SELECT count(*) FROM crm.deal_list")).ShouldBe(40);
    }

    [Fact]
    public async Task Pass_PlannedFirstForAnEmptyList_ReadsNoWholeIndexForADealLater()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var connection = new NpgsqlConnection(stores.Database.AdminConnectionString);
        await connection.OpenAsync();
        await CommitAsync(stores, StoredDeals.Creation(StoredDeals.NewId()));
        await FollowAsync(connection);
        var creations = Enumerable.Range(0, 1000).Select(static i => StoredDeals.Creation(StoredDeals.NewId(), title: $"deal {i}")).ToList();
        await Task.WhenAll(creations.Select(append => CommitAsync(stores, append)));
        await FollowAsync(connection);
        await Task.WhenAll(creations.Select(append => CommitAsync(stores, StoredDeals.Titles(append.Id, append.State, null, "edition"))));

        var before = await ScansOfOrdersAsync(connection);
        await FollowAsync(connection);
        (await ScansOfOrdersAsync(connection) - before).ShouldBeLessThan(100);
    }

    [Fact]
    public async Task List_PassLostInACrash_IsMadeUpForByTheNext()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var stores = await PostgresStores.CreateAsync(server);
        await using var lists = new Lists(stores.Database);
        var id = StoredDeals.NewId();
        var append = StoredDeals.Creation(id);
        await CommitAsync(stores, append);
        for (var i = 0; i < 3; i++)
        {
            append = StoredDeals.Titles(id, append.State, null, $"edition {i}");
            await CommitAsync(stores, append);
            await lists.PageAsync(new ListDeals(lists.Caller));
            await server.KillAsync();
            await server.StartAsync();
            await ListAgainAsync(lists, $"edition {i}");
        }
    }

    private static async Task FollowAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT crm.follow_log(16384)", connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How often this session has looked into an index of the list that has the id as its last column.</summary>
    private static async Task<long> ScansOfOrdersAsync(NpgsqlConnection connection)
    {
        await using (var flush = new NpgsqlCommand("SELECT pg_stat_force_next_flush()", connection))
            await flush.ExecuteNonQueryAsync();
        await using var scans = new NpgsqlCommand(
            "SELECT sum(idx_scan)::bigint FROM pg_stat_user_indexes WHERE relname = 'deal_list' AND indexrelname <> 'deal_list_pkey'", connection);
        return (long)(await scans.ExecuteScalarAsync())!;
    }

    /// <summary>The first connections after a crash are broken ones of the pool.</summary>
    private static async Task ListAgainAsync(Lists lists, string text)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await lists.Queries.ListAsync(new ListDeals(lists.Caller) { Text = text }, CancellationToken.None);
            if (answer.Rejection is not null && tries < 10)
                continue;
            answer.Rejection.ShouldBeNull();
            answer.Value!.Items.ShouldHaveSingleItem().Title.ShouldBe(text);
            return;
        }
    }

    private static async Task EditAsync(PostgresStores stores, int number)
    {
        var id = StoredDeals.NewId();
        var append = StoredDeals.Creation(id, title: $"deal {number}");
        await CommitAsync(stores, append);
        for (var i = 0; i < 30; i++)
        {
            append = i % 2 == 0
                ? StoredDeals.Titles(id, append.State, null, $"deal {number}", $"edition {i} of deal {number}")
                : Patched(id, append.State, new PatchDeal(StoredDeals.Context()) { Amount = 20m + i });
            await CommitAsync(stores, append);
        }
    }

    private static Append<DealState, DealEvent> Patched(Guid id, DealState before, PatchDeal patch) =>
        StoredDeals.Next(id, before, PatchDealRule.Patch(before, patch, DefaultPipeline.Unchanged, default), null);

    private static async Task<AppendResult> CommitAsync(PostgresStores stores, Append<DealState, DealEvent> append)
    {
        var result = await stores.Store.AppendAsync(append);
        result.Status.ShouldBe(AppendStatus.Committed);
        return result;
    }
}
