using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Migrations;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Deals;

/// <summary>What lists know of pipelines and custom fields follows the log, too.</summary>
public sealed class DealListFieldsTests(PostgresFixture postgres)
{
    [Fact]
    public async Task List_CustomFieldsSetChangedAndRemoved_FollowTheDeal()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var lists = new Lists(stores.Database);
        var id = StoredDeals.NewId();
        var append = StoredDeals.Creation(id);
        await CommitAsync(stores, append);
        async Task<int> FoundAsync(string key, string value)
        {
            var query = new ListDeals(lists.Caller) { PipelineId = DefaultPipeline.Id, CustomFields = [new(key, value, null, null)] };
            return (await lists.PageAsync(query)).Items.Length;
        }

        foreach (var (patch, rank, kind) in new (PatchDeal, int, int)[]
        {
            (Fields(("rank", "5"), ("kind", "\"barn\"")), 1, 1),
            (new PatchDeal(StoredDeals.Context()) { Title = "of no field" }, 1, 1),
            (Fields(("rank", "6")), 0, 1),
            (Fields(("rank", "5.0"), ("kind", null)), 1, 0),
            (Fields(("kind", "\"barn\"")), 1, 1),
            (new PatchDeal(StoredDeals.Context()) { CustomFields = new(true, null) }, 0, 0),
        })
        {
            append = Patched(id, append.State, patch);
            await CommitAsync(stores, append);
            (await FoundAsync("rank", "5"), await FoundAsync("kind", "barn")).ShouldBe((rank, kind), patch.ToString());
        }

        (await stores.Database.ScalarAsync<long>("SELECT count(*) FROM crm.deal_list_fields")).ShouldBe(0);
    }

    [Fact]
    public async Task List_DealInAnotherPipeline_IsListedThereWithItsFields()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var deal = RandomDeals.Plain(1) with { CustomFields = DealView.NoCustomFields.Add("rank", "5") };
        await RandomDeals.InsertAsync(database, [deal]);
        await database.ExecuteAsync($"UPDATE crm.deals SET version = 2, pipeline_id = '{RandomDeals.Pipelines[1]}'; SELECT crm.list_deals(ARRAY(SELECT id FROM crm.deals))");
        await using var lists = new Lists(database);
        var query = new ListDeals(lists.Caller) { CustomFields = [new("rank", "5", null, null)] };
        (await lists.PageAsync(query with { PipelineId = RandomDeals.Pipelines[0] })).Items.ShouldBeEmpty();
        (await lists.PageAsync(query with { PipelineId = RandomDeals.Pipelines[1] })).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Migrate_InstallationFromBefore_ListsPipelinesAndFields()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var lists = new Lists(stores.Database);
        var id = StoredDeals.NewId();
        var created = StoredDeals.Creation(id);
        await CommitAsync(stores, created);
        await CommitAsync(stores, Patched(id, created.State, Fields(("rank", "5"))));
        await lists.PageAsync(new ListDeals(lists.Caller));
        await stores.Database.ExecuteAsync("""
            ALTER TABLE crm.deal_list DROP COLUMN pipeline_id, DROP COLUMN since;
            DROP TABLE crm.deal_list_fields;
            DROP FUNCTION crm.deal_fields(jsonb);
            CREATE INDEX deal_list_by_updated_at ON crm.deal_list (updated_at);
            CREATE INDEX deal_list_by_created_at ON crm.deal_list (created_at);
            CREATE INDEX deal_list_by_title ON crm.deal_list (title);
            CREATE INDEX deal_list_by_close_date ON crm.deal_list (expected_close_date);
            CREATE INDEX deal_list_by_amount ON crm.deal_list (amount);
            CREATE INDEX deal_list_by_owner ON crm.deal_list (owner_id);
            CREATE INDEX deal_list_by_team ON crm.deal_list (team_id);
            DELETE FROM migrations.journal WHERE scriptname = '0044-deal-list-fields.sql'
            """);

        (await new DatabaseMigrator(stores.Database.Logins, NullLogger<DatabaseMigrator>.Instance).RunAsync()).ShouldBe(["0044-deal-list-fields.sql"]);

        var query = new ListDeals(lists.Caller) { PipelineId = DefaultPipeline.Id, CustomFields = [new("rank", "5", null, null)] };
        (await lists.PageAsync(query)).Items.ShouldHaveSingleItem().Version.ShouldBe(2);
        (await stores.Database.ScalarAsync<long>("SELECT since FROM crm.deal_list")).ShouldBe(2);
    }

    private static PatchDeal Fields(params (string Key, string? Json)[] fields) =>
        new(StoredDeals.Context()) { CustomFields = fields.ToImmutableSortedDictionary(static f => f.Key, static f => f.Json, StringComparer.Ordinal) };

    private static Append<DealState, DealEvent> Patched(Guid id, DealState before, PatchDeal patch) =>
        StoredDeals.Next(id, before, PatchDealRule.Patch(before, patch, DefaultPipeline.Unchanged, default), null);

    private static async Task CommitAsync(PostgresStores stores, Append<DealState, DealEvent> append) =>
        (await stores.Store.AppendAsync(append)).Status.ShouldBe(AppendStatus.Committed);
}
