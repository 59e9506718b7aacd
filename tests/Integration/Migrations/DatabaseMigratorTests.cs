using Crm.Actors.Persistence.Migrations;
using Crm.Actors.TestKit.Postgres;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

using Shouldly;

using Xunit;

namespace Crm.Actors.IntegrationTests.Migrations;

public sealed class DatabaseMigratorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task RunAsync_MigratedDatabase_DoesNothing()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var before = await FingerprintAsync(database);

        var again = await Migrator(database.Logins).RunAsync();

        again.ShouldBeEmpty();
        (await FingerprintAsync(database)).ShouldBe(before);
    }

    [Fact]
    public async Task RunAsync_TwoAtOnceOnANewDatabase_EachScriptRunsOnce()
    {
        var logins = TestLogins.For(postgres.Server, "crm_two_at_once");
        try
        {
            var ran = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Migrator(logins).RunAsync())));

            ran.Select(scripts => scripts.Count == 0).Order().ShouldBe([false, true]);
            ran.SelectMany(scripts => scripts).ShouldBeUnique();
        }
        finally
        {
            await TestLogins.DropAsync(postgres.Server, "crm_two_at_once");
        }
    }

    [Fact]
    public async Task RunAsync_ScriptFails_NothingOfItRemainsAndTheErrorNamesIt()
    {
        var logins = TestLogins.For(postgres.Server, "crm_broken");
        try
        {
            await postgres.Server.ExecuteAsync("CREATE DATABASE crm_broken");
            await postgres.Server.ExecuteAsync("CREATE SCHEMA orleans", "crm_broken");

            var refused = await Should.ThrowAsync<MigrationException>(() => Migrator(logins).RunAsync());
            refused.Message.ShouldContain("0001-schemas.sql");
            refused.Message.ShouldContain("\"orleans\" already exists");

            // The script makes crm before orleans; after the obstacle is gone the same command goes through.
            await postgres.Server.ExecuteAsync("DROP SCHEMA orleans", "crm_broken");
            (await Migrator(logins).RunAsync())[0].ShouldBe("0001-schemas.sql");
        }
        finally
        {
            await TestLogins.DropAsync(postgres.Server, "crm_broken");
        }
    }

    [Fact]
    public async Task RunAsync_DatabaseOfANewerVersion_Refuses()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await database.ExecuteAsync("INSERT INTO migrations.journal (scriptname, applied) VALUES ('9999-future.sql', now())");

        var refused = await Should.ThrowAsync<MigrationException>(() => Migrator(database.Logins).RunAsync());

        refused.Message.ShouldBe("the database is newer than this program: it has 9999-future.sql");
    }

    [Fact]
    public async Task RunAsync_WrongPassword_OneLineWithoutThePassword()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var migrator = new NpgsqlConnectionStringBuilder(database.Logins.Migrator.ConnectionString) { Password = "not it" };

        var refused = await Should.ThrowAsync<MigrationException>(() => Migrator(database.Logins with { Migrator = migrator }).RunAsync());

        refused.Message.ShouldBe("the database cannot be prepared: password authentication failed for user \"postgres\" (28P01)");
    }

    private static DatabaseMigrator Migrator(DatabaseLogins logins) => new(logins, NullLogger<DatabaseMigrator>.Instance);

    /// <summary>Everything that a migration could leave behind: relations, their rights, functions, the epoch.</summary>
    private static Task<string> FingerprintAsync(TestDatabase database) => database.ScalarAsync<string>(
        """
        SELECT string_agg(line, E'\n' ORDER BY line) FROM (
            SELECT format('%s.%s %s %s', n.nspname, c.relname, c.relowner::regrole, c.relacl)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('crm', 'auth', 'events', 'orleans', 'migrations')
            UNION ALL SELECT format('%s %s', p.oid::regprocedure, md5(p.prosrc)) FROM pg_proc p
            JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname IN ('crm', 'auth', 'events', 'orleans')
            UNION ALL SELECT epoch FROM events.feed
            UNION ALL SELECT scriptname FROM migrations.journal) x(line)
        """);
}
