using Crm.Actors.IntegrationTests.Feed;
using Crm.Actors.TestKit.Postgres;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>The cursor moves only from where the leader left it, and outlives the log's epochs.</summary>
public sealed class RelayCursorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Cursor_MovedByAnotherHand_TheLeaderStepsDownAndGoesOnFromThere()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var relay = await RelayedLog.StartAsync(database);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        await database.UntilCursorAsync(5);

        await database.ExecuteAsync("UPDATE events.relay_cursor SET position = 2");
        await writer.CommitAsync(Guid.Empty, 5, 1);

        await database.UntilCursorAsync(6);
        relay.Target.Positions.ShouldBe([1, 2, 3, 4, 5, 6, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task Cursor_OfARestoredLog_GoesOnInTheNewEpoch()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 10);
        await database.ExecuteAsync("UPDATE events.relay_cursor SET position = 4, epoch = 'before'");

        await using var relay = await RelayedLog.StartAsync(database);
        await database.UntilCursorAsync(10);

        relay.Target.Positions.ShouldBe([5, 6, 7, 8, 9, 10]);
        await ShouldBeInTheLogsEpochAsync(database);
    }

    [Fact]
    public async Task Cursor_BeyondTheLogsEnd_GoesOnFromTheEnd()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        await database.ExecuteAsync("UPDATE events.relay_cursor SET position = 9, epoch = 'before'");

        await using var relay = await RelayedLog.StartAsync(database);
        await database.UntilCursorAsync(5);
        await writer.CommitAsync(Guid.Empty, 5, 2);

        await database.UntilCursorAsync(7);
        relay.Target.Positions.ShouldBe([6, 7]);
        await ShouldBeInTheLogsEpochAsync(database);
    }

    [Fact]
    public async Task Cursor_EpochChangesUnderARunningRelay_SkipsNothing()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var relay = await RelayedLog.StartAsync(database);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        await database.UntilCursorAsync(5);

        await database.ExecuteAsync("UPDATE events.feed SET epoch = 'other'; NOTIFY feed, '5'");
        await writer.CommitAsync(Guid.Empty, 5, 3);

        await database.UntilCursorAsync(8);
        relay.Target.Positions.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        await ShouldBeInTheLogsEpochAsync(database);
    }

    [Fact]
    public async Task Cursor_OfALogThatHasAPast_StartsAtItsHead()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 7);

        // What the migration does on an installation that is older than the relay.
        await database.ExecuteAsync("DROP TABLE events.relay_cursor; DELETE FROM migrations.journal WHERE scriptname = '0020-relay.sql'");
        await new Persistence.Migrations.DatabaseMigrator(
            database.Logins, Microsoft.Extensions.Logging.Abstractions.NullLogger<Persistence.Migrations.DatabaseMigrator>.Instance).RunAsync();

        (await database.CursorAsync()).ShouldBe(7);
        await ShouldBeInTheLogsEpochAsync(database);
    }

    private static async Task ShouldBeInTheLogsEpochAsync(TestDatabase database) =>
        (await database.ScalarAsync<bool>("SELECT c.epoch = f.epoch FROM events.relay_cursor c, events.feed f")).ShouldBeTrue();
}
