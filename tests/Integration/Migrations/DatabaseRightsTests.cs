using Crm.Actors.TestKit.Postgres;

using Npgsql;

using Shouldly;

using Xunit;

namespace Crm.Actors.IntegrationTests.Migrations;

/// <summary>Who may do what: one row per right that matters, in both directions.</summary>
public sealed class DatabaseRightsTests(PostgresFixture postgres, MigratedDatabase shared) : IClassFixture<MigratedDatabase>
{
    private const string NewDeal = """
        INSERT INTO crm.deals (id, version, title, pipeline_id, stage, owner_id, status, archived, tags, custom_fields, field_versions, created_at, updated_at)
        VALUES (gen_random_uuid(), 1, 'Straße Москва', gen_random_uuid(), 'new', gen_random_uuid(), 'open', false, '{vip}', '{}', '{}', now(), now())
        """;

    private const string NewEvent = """
        INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
        VALUES (1, gen_random_uuid(), 'deal', gen_random_uuid(), 1, 'deal.created', 1, gen_random_uuid(), now(), now(), '{}')
        """;

    public static TheoryData<string, string> Allowed => new()
    {
        { "writer", NewDeal },
        { "writer", "UPDATE crm.deals SET version = version + 1" },
        { "writer", "SELECT FROM crm.deals FOR UPDATE" },
        { "writer", NewEvent },
        { "writer", "UPDATE events.feed SET position = position + 1 RETURNING position" },
        { "writer", "SELECT pg_notify('feed', '1')" },
        { "writer", "DELETE FROM events.idempotency_keys" },
        { "writer", "SELECT FROM orleans.grain_state" },
        { "writer", "SELECT crm.follow_log(10)" },
        { "reader", "SELECT FROM crm.deals d JOIN crm.deal_list l USING (id)" },
        { "reader", "SELECT FROM crm.deal_list_position" },
        { "reader", "SELECT FROM events.log" },
        { "reader", "SELECT FROM events.feed" },
        { "reader", "LISTEN feed" },
        { "orleans", "DELETE FROM membership" },
        { "orleans", "SELECT FROM OrleansQuery" },
    };

    public static TheoryData<string, string> Forbidden => new()
    {
        { "writer", "DELETE FROM crm.deals" },
        { "writer", "TRUNCATE crm.deals" },
        { "writer", "DELETE FROM crm.deal_list" },
        { "writer", "UPDATE crm.deal_list_position SET position = 0" },
        { "writer", "SELECT crm.list_deals('{}')" },
        { "writer", "UPDATE events.log SET version = 2" },
        { "writer", "DELETE FROM events.log" },
        { "writer", "TRUNCATE events.log" },
        { "writer", "SELECT FROM events.log FOR UPDATE" },
        { "writer", "ALTER TABLE events.log DISABLE TRIGGER ALL" },
        { "writer", "DROP TABLE events.log" },
        { "writer", "INSERT INTO events.feed VALUES (true, 'x', 0, now())" },
        { "writer", "DELETE FROM events.feed" },
        { "writer", "UPDATE events.idempotency_keys SET version = 2" },
        { "writer", "UPDATE orleans.OrleansQuery SET QueryText = ''" },
        { "writer", "CREATE TABLE crm.mine ()" },
        { "writer", "CREATE TABLE public.mine ()" },
        { "writer", "CREATE TEMP TABLE mine ()" },
        { "writer", "SET ROLE crm_owner" },
        { "writer", "SELECT FROM migrations.journal" },
        { "reader", "SET default_transaction_read_only = off; UPDATE crm.deals SET version = 2" },
        { "reader", "SET default_transaction_read_only = off; DELETE FROM crm.deal_list" },
        { "reader", "SELECT FROM crm.deals FOR UPDATE" },
        { "reader", "SELECT crm.follow_log(10)" },
        { "reader", "SELECT FROM events.idempotency_keys" },
        { "reader", "SELECT FROM orleans.membership" },
        { "orleans", "SELECT FROM crm.deals" },
        { "orleans", "SELECT FROM events.log" },
        { "orleans", "UPDATE OrleansQuery SET QueryText = ''" },
        { "orleans", "TRUNCATE reminders" },
    };

    [Theory, MemberData(nameof(Allowed))]
    public async Task Login_WhatItNeeds_Succeeds(string login, string sql)
    {
        await RunAsync(shared.Database, login, sql);
    }

    [Theory, MemberData(nameof(Forbidden))]
    public async Task Login_WhatItMustNot_IsRefused(string login, string sql)
    {
        var refused = await Should.ThrowAsync<PostgresException>(() => RunAsync(shared.Database, login, sql));
        refused.SqlState.ShouldBeOneOf(PostgresErrorCodes.InsufficientPrivilege, PostgresErrorCodes.ReadOnlySqlTransaction);
    }

    [Fact]
    public async Task Login_AnyOfThem_OwnsNothing()
    {
        var owners = await shared.Database.ScalarAsync<string>(
            """
            SELECT string_agg(DISTINCT owner, ',') FROM (
                SELECT relowner::regrole::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('crm', 'events', 'orleans', 'migrations')
                UNION ALL SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname IN ('crm', 'events', 'orleans', 'migrations')
                UNION ALL SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()) o(owner)
            """);
        owners.ShouldBe("crm_owner");
        (await shared.Database.ScalarAsync<bool>("SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname IN ('crm_owner', 'crm_rw', 'events_rw', 'orleans_rw', 'crm_ro')")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("UPDATE events.log SET version = 2")]
    [InlineData("DELETE FROM events.log WHERE false")]
    [InlineData("TRUNCATE events.log")]
    [InlineData("SET session_replication_role = replica; DELETE FROM events.log")]
    public async Task Log_ChangedByASuperuser_IsRefusedByTheTrigger(string sql)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await RunAsync(database, "writer", NewEvent);
        var refused = await Should.ThrowAsync<PostgresException>(() => database.ExecuteAsync(sql));
        refused.MessageText.ShouldStartWith("events.log is append-only");
        (await database.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE version = 1")).ShouldBe(1);
    }

    private static async Task RunAsync(TestDatabase database, string login, string sql)
    {
        var connectionString = login switch
        {
            "writer" => database.WriterConnectionString,
            "reader" => database.ReaderConnectionString,
            _ => database.OrleansConnectionString,
        };
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
