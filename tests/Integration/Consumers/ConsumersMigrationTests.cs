using Crm.Actors.Persistence.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

public sealed class ConsumersMigrationTests(PostgresFixture postgres)
{
    private const string Script = "0021-consumers.sql";

    [Fact]
    public async Task Migrate_InstallationWithDeals_TheyCountFromTheStart()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.Database.ExecuteAsync($"""
            DROP TABLE events.consumer_partitions, events.consumer_watermarks, events.consumer_progress, events.parked_events, crm.pipeline_totals;
            DROP FUNCTION crm.recount_pipelines();
            DELETE FROM migrations.journal WHERE scriptname = '{Script}'
            """);
        await deals.EditAsync(seed: 1, deals: 40, edits: 12);
        (await new DatabaseMigrator(deals.Database.Logins, NullLogger<DatabaseMigrator>.Instance).RunAsync()).ShouldBe([Script]);
        await deals.ShouldBeExactAsync();
        (await deals.ProgressAsync()).ShouldBe(await deals.HeadAsync());

        await deals.EditAsync(seed: 2, deals: 5, edits: 5);
        var log = await deals.LogAsync();
        await deals.ApplyAsync(log);
        await deals.ShouldBeExactAsync();
    }

    [Fact]
    public async Task Recount_WrongTotals_AreRightAgain()
    {
        await using var deals = await ConsumedDeals.CreateAsync(postgres.Server);
        await deals.EditAsync(seed: 3, deals: 10, edits: 8);
        await deals.ReconcileAsync();
        await deals.Database.ExecuteAsync("UPDATE crm.pipeline_totals SET count = count + 1; UPDATE events.consumer_watermarks SET version = 1");
        await deals.Database.ExecuteAsync("SELECT crm.recount_pipelines()");
        await deals.ShouldBeExactAsync();
    }
}
