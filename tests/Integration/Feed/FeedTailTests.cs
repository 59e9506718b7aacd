using System.Diagnostics;
using Crm.Actors.Grains.Feed;
using Crm.Actors.TestKit.Postgres;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Feed;

public sealed class FeedTailTests(PostgresFixture postgres)
{
    private static readonly TimeSpan LongWait = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Read_WithManyCommittersAtOnce_SeesEveryPositionInOrder()
    {
        const int Committers = 8;
        const int Commits = 60;
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var log = await FollowedLog.StartAsync(database, new() { RecentEvents = 64 });
        await using var writer = new LogWriter(database.WriterConnectionString);

        var writes = Enumerable.Range(0, Committers).Select(_ => Task.Run(async () =>
        {
            var (subject, version) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), 0L);
            for (var commit = 0; commit < Commits; commit++)
            {
                await writer.CommitAsync(subject, version, 1 + (commit % 5));
                version += 1 + (commit % 5);
            }
        }));
        var all = Task.WhenAll(writes);
        const long Total = Committers * Commits / 5 * (1 + 2 + 3 + 4 + 5);
        var seen = new List<long>();
        while (seen.Count < Total)
        {
            var page = await log.Log.ReadAsync(seen.Count, 100, LongWait, default);
            page.Events.ShouldNotBeEmpty();
            seen.AddRange(page.Events.Select(e => e.Position));
        }

        await all;
        seen.ShouldBe(Enumerable.Range(1, (int)Total).Select(p => (long)p));
    }

    [Fact]
    public async Task Read_WhileWaiting_IsWokenByACommit()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var log = await FollowedLog.StartAsync(database, new() { PollPeriod = TimeSpan.FromMinutes(1) });
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 1);
        (await log.Log.ReadAsync(0, 10, LongWait, default)).Events.Length.ShouldBe(1);

        var waiting = log.Log.ReadAsync(1, 10, LongWait, default);
        var clock = Stopwatch.StartNew();
        await writer.CommitAsync(Guid.Empty, 1, 2);

        var page = await waiting;
        page.Events.Select(e => e.Position).ShouldBe([2, 3]);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Read_BeyondTheHead_AnswersAtOnceWithTheTrueHead()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var log = await FollowedLog.StartAsync(database);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 3);

        var page = await log.Log.ReadAsync(long.MaxValue, 1, LongWait, default);

        (page.Events.Length, page.Head).ShouldBe((0, 3));
        page.Epoch.ShouldBe((await log.Reader.HeadAsync(default)).Epoch);
    }

    [Fact]
    public async Task ReadSubject_FromTheMiddle_SeesOnlyItsLaterEvents()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var log = await FollowedLog.StartAsync(database);
        await using var writer = new LogWriter(database.WriterConnectionString);
        var (one, other) = (Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Guid.Empty);
        for (var i = 0; i < 20; i++)
        {
            await writer.CommitAsync(one, i, 1);
            await writer.CommitAsync(other, i * 2, 2);
        }

        var first = await log.Log.ReadSubjectAsync(one, 9, 5, default);
        first.Events.Select(e => e.Position).ShouldBe([10, 13, 16, 19, 22]);
        first.Head.ShouldBe(22);
        var rest = await log.Log.ReadSubjectAsync(one, first.Head, 100, default);
        rest.Events.Select(e => e.Sequence).ShouldBe(Enumerable.Range(9, 12).Select(v => (long)v));
        rest.Head.ShouldBe(60);
        (await log.Log.ReadSubjectAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), 0, 5, default)).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Read_AHoleInTheLog_IsRefusedAndHeals()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var log = await FollowedLog.StartAsync(database);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        await database.ExecuteAsync(
            "SET session_replication_role = replica; ALTER TABLE events.log DISABLE TRIGGER log_append_only; "
            + "CREATE TABLE public.hole AS SELECT * FROM events.log WHERE position = 3; DELETE FROM events.log WHERE position = 3");

        await Should.ThrowAsync<FeedUnavailableException>(() => log.Log.ReadAsync(0, 10, LongWait, default));
        await database.ExecuteAsync("INSERT INTO events.log SELECT * FROM public.hole");

        (await log.Log.ReadAsync(0, 10, LongWait, default)).Events.Length.ShouldBe(5);
    }

    [Fact]
    public async Task Read_AnotherEpoch_IsAnsweredWithItsHead()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var log = await FollowedLog.StartAsync(database);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        (await log.Log.ReadAsync(0, 10, LongWait, default)).Events.Length.ShouldBe(5);
        var waiting = log.Log.ReadAsync(5, 10, LongWait, default);

        await database.ExecuteAsync("UPDATE events.feed SET epoch = 'other'; NOTIFY feed, '5'");

        (await log.Log.ReadAsync(long.MaxValue, 1, TimeSpan.Zero, default)).Epoch.ShouldBe("other");
        (await waiting).Epoch.ShouldBe("other");
    }

    [Fact]
    public async Task OldestResumable_OfAnAgedLog_IsTheNewestEventPastRetention()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 1000);
        await database.ExecuteAsync(
            "ALTER TABLE events.log DISABLE TRIGGER log_append_only; "
            + "UPDATE events.log SET committed_at = committed_at - make_interval(days => 8) WHERE position <= 700");
        await using var log = await FollowedLog.StartAsync(database);

        (await log.Log.ReadAsync(0, 1, TimeSpan.Zero, default)).OldestResumable.ShouldBe(700);
        (await log.Reader.OlderThanAsync(TimeSpan.FromDays(9), 0, default)).ShouldBe(0);
        (await log.Reader.OlderThanAsync(TimeSpan.Zero, 0, default)).ShouldBe(1000);
    }
}
