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

    private const string NewUser = """
        INSERT INTO auth.users (id, version, email, email_normalized, password_hash, roles, disabled, sessions_from, created_at, updated_at)
        SELECT id, 1, id || '@example.com', id || '@example.com', '$argon2id$v=19$', '{ROLE_USER}', false, 1, now(), now() FROM gen_random_uuid() id
        """;

    public static TheoryData<string, string> Allowed => new()
    {
        { "writer", NewUser },
        { "writer", "UPDATE auth.users SET version = version + 1" },
        { "writer", "INSERT INTO auth.audit (action, outcome) VALUES ('session.started', 'ok')" },
        { "reader", "SELECT u.id, u.email, u.roles FROM auth.users u JOIN auth.user_roles r ON r.user_id = u.id JOIN auth.roles n ON n.name = r.role" },
        { "writer", "INSERT INTO auth.teams (id, version, name, name_normalized, created_at, updated_at) SELECT id, 1, id::text, id::text, now(), now() FROM gen_random_uuid() id" },
        { "writer", "UPDATE auth.teams SET version = version + 1" },
        { "reader", "SELECT u.teams, u.rights_from, u.rights_at FROM auth.users u JOIN auth.team_members m ON m.user_id = u.id JOIN auth.teams t ON t.id = m.team_id" },
        { "reader", "SELECT FROM auth.audit" },
        { "writer", "UPDATE auth.api_keys SET last_used_at = now()" },
        { "writer", "SELECT secret_hash FROM auth.api_keys" },
        { "writer", "UPDATE auth.api_key_rings SET version = version + 1" },
        { "reader", "SELECT id, owner_id, name, scopes, created_at, expires_at, ended_at, last_used_at FROM auth.api_keys" },
        { "reader", "SELECT user_id, chat_id FROM auth.telegram_links" },
        { "writer", NewDeal },
        { "writer", "UPDATE crm.deals SET version = version + 1" },
        { "writer", "SELECT FROM crm.deals FOR UPDATE" },
        { "writer", "INSERT INTO crm.deal_snapshots (deal_id, version, position, created_at, updated_at, field_versions, schema_version, data) SELECT gen_random_uuid(), 500, 500, now(), now(), '{}', 1, '{}' ON CONFLICT DO NOTHING" },
        { "writer", "SELECT FROM crm.deal_snapshots" },
        { "writer", NewEvent },
        { "writer", "UPDATE events.feed SET position = position + 1 RETURNING position" },
        { "writer", "UPDATE events.relay_cursor SET position = position + 1" },
        { "writer", "SELECT pg_notify('feed', '1')" },
        { "writer", "DELETE FROM events.idempotency_keys" },
        { "writer", "SELECT FROM orleans.grain_state" },
        { "writer", "SELECT crm.follow_log(10)" },
        { "writer", "SELECT FROM events.consumer_partitions FOR UPDATE" },
        { "writer", "UPDATE events.consumer_watermarks SET version = version" },
        { "writer", "DELETE FROM events.parked_events" },
        { "writer", "UPDATE crm.pipeline_totals SET count = count" },
        { "writer", "UPDATE crm.payments SET version = version" },
        { "writer", "UPDATE crm.deal_totals SET spent = spent" },
        { "writer", "UPDATE crm.pipelines SET version = version" },
        { "writer", "UPDATE tasks.tasks SET version = version" },
        { "writer", "DELETE FROM tasks.reminders" },
        { "reader", "SELECT FROM tasks.reminders, tasks.requests" },
        { "reader", "SET ROLE crm_lists; SELECT FROM tasks.tasks" },
        { "reader", "SET ROLE crm_lists_all; SELECT FROM tasks.tasks, tasks.reminders" },
        { "reader", "SELECT FROM crm.pipelines" },
        { "writer", "UPDATE notify.notifications SET version = version; UPDATE notify.preferences SET version = version" },
        { "writer", "DELETE FROM notify.sources" },
        { "reader", "SELECT FROM notify.notifications, notify.preferences, notify.sources" },
        { "reader", "SELECT FROM crm.payments, crm.payment_incomes, crm.payment_expenses, crm.deal_totals, events.consumer_watermarks" },
        { "reader", "SELECT id, version FROM auth.api_key_rings" },
        { "reader", "SELECT FROM crm.pipeline_totals, events.consumer_progress, events.consumer_partitions" },
        { "reader", "SET ROLE crm_lists; SELECT FROM crm.deals d JOIN crm.deal_list l USING (id) JOIN crm.deal_list_shares s ON s.deal_id = l.id" },
        { "reader", "SET ROLE crm_lists_all; SELECT FROM crm.deals d JOIN crm.deal_list l USING (id) JOIN crm.deal_list_shares s ON s.deal_id = l.id" },
        { "reader", "SET ROLE crm_lists; SELECT FROM crm.deal_list_fields" },
        { "reader", "SET ROLE crm_lists_all; SELECT FROM crm.deal_list_fields" },
        { "reader", "SET ROLE crm_lists; SELECT FROM crm.former_deals, crm.former_deal_fields, crm.former_deals_position" },
        { "reader", "SET ROLE crm_lists_all; SELECT FROM crm.former_deals, crm.former_deal_fields, crm.former_deals_position" },
        { "reader", "SELECT FROM crm.former_deals_position" },
        { "writer", "SELECT FROM crm.former_deals" },
        { "writer", "UPDATE crm.former_deals_position SET position = position" },
        { "reader", "SET ROLE crm_lists; SELECT FROM crm.deal_list_position, events.feed, events.log" },
        { "reader", "SELECT FROM crm.deal_list_position" },
        { "reader", "SELECT FROM events.log" },
        { "reader", "SELECT FROM events.feed" },
        { "reader", "SELECT FROM events.relay_cursor" },
        { "reader", "LISTEN feed" },
        { "orleans", "DELETE FROM membership" },
        { "orleans", "SELECT FROM OrleansQuery" },
    };

    public static TheoryData<string, string> Forbidden => new()
    {
        { "writer", "DELETE FROM auth.users" },
        { "writer", "DELETE FROM auth.roles" },
        { "writer", "INSERT INTO auth.user_roles SELECT id, 'ROLE_ADMIN' FROM auth.users" },
        { "writer", "DELETE FROM auth.user_roles" },
        { "writer", "SELECT FROM auth.audit" },
        { "writer", "UPDATE auth.audit SET outcome = 'ok'" },
        { "writer", "DELETE FROM auth.audit" },
        { "writer", "TRUNCATE auth.audit" },
        { "writer", "ALTER TABLE auth.audit DISABLE TRIGGER ALL" },
        { "writer", "UPDATE auth.api_keys SET ended_at = NULL" },
        { "writer", "UPDATE auth.api_keys SET secret_hash = ''" },
        { "writer", "INSERT INTO auth.api_keys SELECT * FROM auth.api_keys" },
        { "writer", "DELETE FROM auth.api_keys" },
        { "writer", "DELETE FROM auth.api_key_rings" },
        { "writer", "INSERT INTO auth.telegram_links SELECT id, 1, NULL, now() FROM auth.users" },
        { "writer", "DELETE FROM auth.telegram_links" },
        { "writer", "SELECT auth.follow_api_key_rings()" },
        { "reader", "SELECT secret_hash FROM auth.api_keys" },
        { "reader", "SELECT keys FROM auth.api_key_rings" },
        { "reader", "SELECT telegram_chat_id FROM auth.users" },
        { "orleans", "SELECT FROM auth.api_keys" },
        { "orleans", "SELECT FROM auth.telegram_links" },
        { "reader", "SELECT password_hash FROM auth.users" },
        { "reader", "SELECT * FROM auth.users" },
        { "writer", "DELETE FROM auth.teams" },
        { "writer", "INSERT INTO auth.team_members SELECT u.id, t.id FROM auth.users u, auth.teams t" },
        { "writer", "DELETE FROM auth.team_members" },
        { "writer", "SELECT FROM auth.administration" },
        { "writer", "ALTER TABLE auth.users DISABLE TRIGGER ALL" },
        { "reader", "SET default_transaction_read_only = off; DELETE FROM auth.audit" },
        { "orleans", "SELECT id FROM auth.users" },
        { "orleans", "INSERT INTO auth.audit (action, outcome) VALUES ('x', 'ok')" },
        { "writer", "DELETE FROM crm.deals" },
        { "writer", "TRUNCATE crm.deals" },
        { "writer", "DELETE FROM crm.deal_list" },
        { "writer", "UPDATE crm.deal_list_position SET position = 0" },
        { "writer", "SELECT crm.list_deals('{}')" },
        { "writer", "SELECT crm.recount_pipelines()" },
        { "writer", "DELETE FROM events.consumer_watermarks" },
        { "writer", "DELETE FROM crm.pipeline_totals" },
        { "writer", "DELETE FROM crm.payments" },
        { "writer", "DELETE FROM tasks.tasks" },
        { "writer", "UPDATE tasks.reminders SET due_at = now()" },
        { "reader", "SELECT FROM tasks.tasks" },
        { "orleans", "SELECT FROM tasks.reminders" },
        { "writer", "DELETE FROM crm.pipelines" },
        { "writer", "UPDATE crm.payment_incomes SET amount = 1" },
        { "writer", "DELETE FROM crm.payment_incomes" },
        { "writer", "UPDATE crm.payment_expenses SET amount = 1" },
        { "writer", "DELETE FROM crm.payment_expenses" },
        { "writer", "DELETE FROM crm.deal_totals" },
        { "writer", "SELECT crm.recount_deal_totals()" },
        { "reader", "SET default_transaction_read_only = off; UPDATE crm.payments SET version = 2" },
        { "writer", "UPDATE events.log SET version = 2" },
        { "writer", "DELETE FROM events.log" },
        { "writer", "TRUNCATE events.log" },
        { "writer", "SELECT FROM events.log FOR UPDATE" },
        { "writer", "ALTER TABLE events.log DISABLE TRIGGER ALL" },
        { "writer", "DROP TABLE events.log" },
        { "writer", "INSERT INTO events.feed VALUES (true, 'x', 0, now())" },
        { "writer", "DELETE FROM events.feed" },
        { "writer", "INSERT INTO events.relay_cursor VALUES (true, 'x', 0)" },
        { "writer", "DELETE FROM events.relay_cursor" },
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
        { "reader", "SELECT FROM crm.deals" },
        { "reader", "SELECT FROM crm.deal_list" },
        { "reader", "SELECT FROM crm.deal_list_shares" },
        { "reader", "SELECT FROM crm.deal_list_fields" },
        { "reader", "SELECT FROM crm.former_deals" },
        { "reader", "SELECT FROM crm.former_deal_fields" },
        { "writer", "UPDATE crm.former_deals SET version = version" },
        { "writer", "DELETE FROM crm.former_deals" },
        { "writer", "UPDATE crm.former_deal_fields SET text = text" },
        { "reader", "SET ROLE crm_lists; SET default_transaction_read_only = off; DELETE FROM crm.deal_list_fields" },
        { "writer", "SELECT FROM crm.deal_list_fields" },
        { "reader", "SET ROLE crm_rw" },
        { "reader", "SET ROLE crm_owner" },
        { "reader", "SET ROLE crm_lists; SET default_transaction_read_only = off; UPDATE crm.deals SET version = 2" },
        { "reader", "SET ROLE crm_lists; SELECT FROM auth.users" },
        { "reader", "SET ROLE crm_lists_all; DROP POLICY deals_seen ON crm.deals" },
        { "reader", "SET ROLE crm_lists; ALTER TABLE crm.deals DISABLE ROW LEVEL SECURITY" },
        { "writer", "SET ROLE crm_lists" },
        { "writer", "SET ROLE crm_lists_all" },
        { "writer", "SELECT FROM crm.deal_list_shares" },
        { "writer", "UPDATE crm.deal_snapshots SET version = version" },
        { "writer", "DELETE FROM crm.deal_snapshots" },
        { "reader", "SELECT FROM crm.deal_snapshots" },
        { "writer", "ALTER TABLE crm.deals DISABLE ROW LEVEL SECURITY" },
        { "orleans", "SET ROLE crm_lists_all" },
        { "reader", "SELECT crm.follow_log(10)" },
        { "reader", "SET default_transaction_read_only = off; UPDATE events.relay_cursor SET position = 0" },
        { "reader", "SELECT FROM events.idempotency_keys" },
        { "reader", "SELECT FROM events.parked_events" },
        { "reader", "SELECT FROM orleans.membership" },
        { "orleans", "SELECT FROM crm.deals" },
        { "orleans", "SELECT FROM events.log" },
        { "orleans", "SELECT FROM events.relay_cursor" },
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
                SELECT relowner::regrole::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('crm', 'auth', 'tasks', 'notify', 'events', 'orleans', 'migrations')
                UNION ALL SELECT nspowner::regrole::text FROM pg_namespace WHERE nspname IN ('crm', 'auth', 'tasks', 'notify', 'events', 'orleans', 'migrations')
                UNION ALL SELECT datdba::regrole::text FROM pg_database WHERE datname = current_database()) o(owner)
            """);
        owners.ShouldBe("crm_owner");
        (await shared.Database.ScalarAsync<bool>("SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname IN ('crm_owner', 'crm_rw', 'auth_rw', 'tasks_rw', 'events_rw', 'orleans_rw', 'crm_ro', 'crm_lists', 'crm_lists_all')")).ShouldBeFalse();
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

    [Theory]
    [InlineData("UPDATE auth.audit SET outcome = 'ok'")]
    [InlineData("DELETE FROM auth.audit WHERE false")]
    [InlineData("TRUNCATE auth.audit")]
    [InlineData("SET session_replication_role = replica; DELETE FROM auth.audit")]
    public async Task Audit_ChangedByASuperuser_IsRefusedByTheTrigger(string sql)
    {
        await RunAsync(shared.Database, "writer", "INSERT INTO auth.audit (action, outcome) VALUES ('session.started', 'ok')");
        var refused = await Should.ThrowAsync<PostgresException>(() => shared.Database.ExecuteAsync(sql));
        refused.MessageText.ShouldStartWith("auth.audit is append-only");
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
