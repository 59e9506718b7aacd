using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Migrations;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Notifications;

public sealed class NotificationsMigrationTests(PostgresFixture postgres)
{
    private const string Script = "0055-notifications.sql";

    [Fact]
    public async Task Migrate_InstallationWithTasks_NobodyIsToldOfTheirPast()
    {
        await using var stored = await StoredNotifications.CreateAsync(postgres.Server);
        var (task, user) = (StoredDeals.NewId(), StoredDeals.User);
        await stored.Database.ExecuteAsync($"""
            DROP SCHEMA notify CASCADE;
            DELETE FROM events.consumer_partitions WHERE consumer = 'notifications';
            DELETE FROM events.consumer_watermarks WHERE consumer = 'notifications';
            DELETE FROM events.consumer_progress WHERE consumer = 'notifications';
            DELETE FROM migrations.journal WHERE scriptname = '{Script}';
            INSERT INTO tasks.tasks (id, version, title, status, priority, assignee_id, creator_id, time_zone, reminders, created_at, updated_at)
            VALUES ('{task}', 3, 'Call', 'open', 'normal', '{user}', '{user}', 'UTC', '[]', now(), now())
            """);

        (await new DatabaseMigrator(stored.Database.Logins, NullLogger<DatabaseMigrator>.Instance).RunAsync()).ShouldBe([Script]);

        (await stored.Database.ScalarAsync<long>($"SELECT version FROM events.consumer_watermarks WHERE consumer = 'notifications' AND aggregate_id = '{task}'")).ShouldBe(3);
    }
}
