using System.Diagnostics;
using Crm.Actors.IntegrationTests.Feed;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>One silo publishes at a time, and another takes over within five seconds, however the first went.</summary>
public sealed class RelayTakeOverTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Relays_TwoAtOnce_ExactlyOnePublishes()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var one = await RelayedLog.StartAsync(database);
        await using var other = await RelayedLog.StartAsync(database);
        await database.UntilCompetingAsync(2);

        // Longer than any lock would last that nobody renews.
        var clock = Stopwatch.StartNew();
        var committed = 0L;
        while (clock.Elapsed < TimeSpan.FromSeconds(4))
            committed = await writer.CommitAsync(Guid.Empty, committed, 1);
        await database.UntilCursorAsync(committed);

        new[] { one.Target.Positions.Count, other.Target.Positions.Count }.Order().ShouldBe([0, (int)committed]);
        one.Target.Positions.Concat(other.Target.Positions).ShouldBe(Enumerable.Range(1, (int)committed).Select(static p => (long)p));
    }

    [Fact]
    public async Task TakeOver_SessionKilledWhilePublishing_TheOldLeaderPublishesAndMovesNothingMore()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var old = await RelayedLog.StartAsync(database);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        await database.UntilCursorAsync(5);
        await using var next = await RelayedLog.StartAsync(database);
        await database.UntilCompetingAsync(2);
        old.Target.Hold();
        await writer.CommitAsync(Guid.Empty, 5, 1);
        await Condition.WaitAsync(() => old.Target.Attempts == 2, RelayedLog.Patience, static () => "the old leader publishes");

        var clock = Stopwatch.StartNew();
        await database.KillLeaderAsync();
        await next.UntilAsync(6);
        clock.Elapsed.ShouldBeLessThan(Promise);
        await writer.CommitAsync(Guid.Empty, 6, 4);
        await database.UntilCursorAsync(10);
        old.Target.Release();
        await database.UntilCompetingAsync(2); // the old leader is back in the queue

        next.Target.Positions.ShouldBe([6, 7, 8, 9, 10]);
        old.Target.Positions.ShouldBe([1, 2, 3, 4, 5, 6]);
        (await database.CursorAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task TakeOver_HolderIsFrozen_TheServerEndsItsSession()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var frozen = await new RelayDatabase(database.WriterConnectionString, new RelayOptions()).OpenAsync(default);
        await using (var take = new NpgsqlCommand($"SELECT pg_try_advisory_lock({RelayLeadership.LockKey})", frozen))
            (await take.ExecuteScalarAsync()).ShouldBe(true);
        var clock = Stopwatch.StartNew();
        await using var next = await RelayedLog.StartAsync(database);
        await writer.CommitAsync(Guid.Empty, 0, 3);

        await next.UntilAsync(3);

        clock.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(2.5), Promise);
    }

    [Fact]
    public async Task TakeOver_LeaderIsCutOff_ItStopsByItself()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var proxy = new TcpProxy(postgres.Server.Port);
        await using var old = await RelayedLog.StartAsync(database, port: proxy.Port);
        var committed = await writer.CommitAsync(Guid.Empty, 0, 5);
        await database.UntilCursorAsync(committed);
        await using var next = await RelayedLog.StartAsync(database);
        await database.UntilCompetingAsync(2);

        proxy.Hold();
        var clock = Stopwatch.StartNew();
        while (next.Target.Positions.Count == 0 && clock.Elapsed < RelayedLog.Patience)
            committed = await writer.CommitAsync(Guid.Empty, committed, 1);
        clock.Elapsed.ShouldBeLessThan(Promise);

        // The old leader still reads the log, but has published at most the one batch that it could not record.
        await database.UntilCursorAsync(committed);
        RecordingTarget.ShouldHaveNoSkip(next.Target.Positions, 6, committed);
        old.Target.Attempts.ShouldBeLessThanOrEqualTo(2);
        old.Target.Highest.ShouldBeLessThan(committed);
        proxy.Release();
    }

    [Fact]
    public async Task TakeOver_CleanStop_FinishesTheBatchAndHandsOver()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var old = await RelayedLog.StartAsync(database);
        await writer.CommitAsync(Guid.Empty, 0, 1);
        await database.UntilCursorAsync(1);
        await using var next = await RelayedLog.StartAsync(database);
        await database.UntilCompetingAsync(2);
        old.Target.Hold();
        await writer.CommitAsync(Guid.Empty, 1, 1);
        await Condition.WaitAsync(() => old.Target.Attempts == 2, RelayedLog.Patience, static () => "the old leader publishes");

        var stop = old.StopAsync();
        old.Target.Release();
        await stop;
        (await database.CursorAsync()).ShouldBe(2);
        var clock = Stopwatch.StartNew();
        await writer.CommitAsync(Guid.Empty, 2, 1);
        await next.UntilAsync(3);

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2));
        next.Target.Positions.ShouldBe([3]);
    }

    [Fact]
    public async Task TakeOver_StopWhileTheTargetHangs_GivesTheBatchUp()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var old = await RelayedLog.StartAsync(database);
        old.Target.Hold();
        await writer.CommitAsync(Guid.Empty, 0, 2);
        await Condition.WaitAsync(() => old.Target.Attempts == 1, RelayedLog.Patience, static () => "the old leader publishes");

        var clock = Stopwatch.StartNew();
        await old.StopAsync();
        clock.Elapsed.ShouldBeLessThan(Promise);
        (await database.CursorAsync()).ShouldBe(0);

        await using var next = await RelayedLog.StartAsync(database);
        await database.UntilCursorAsync(2);
        next.Target.Positions.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task TakeOver_ServerIsKilled_TheRelayComesBackAndSkipsNothing()
    {
        await using var server = await PostgresServer.StartNewAsync(new() { Fsync = true });
        await using var database = await TestDatabase.CreateAsync(server);
        await using var relay = await RelayedLog.StartAsync(database);
        await using (var writer = new LogWriter(database.WriterConnectionString))
            await writer.CommitAsync(Guid.Empty, 0, 10);
        await database.UntilCursorAsync(10);

        await server.KillAsync();
        await server.StartAsync();
        await using (var writer = new LogWriter(database.WriterConnectionString))
            await writer.CommitAsync(Guid.Empty, 10, 5);

        await database.UntilCursorAsync(15);
        RecordingTarget.ShouldHaveNoSkip(relay.Target.Positions, 1, 15);
    }
}
