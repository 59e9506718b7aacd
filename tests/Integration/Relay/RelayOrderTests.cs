using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.IntegrationTests.Feed;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>Everything is published, in feed order, whatever fails.</summary>
public sealed class RelayOrderTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Relay_ManyCommittersAndSmallBatches_PublishesEachOnceInOrder()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Subject(0), 0, 500); // before the relay runs: it reads ahead
        await using var relay = await RelayedLog.StartAsync(database, new() { BatchEvents = 64 });

        await Task.WhenAll(Enumerable.Range(1, 8).Select(s => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
                await writer.CommitAsync(Subject(s), i * 3, 3);
        })));

        const int Total = 500 + (8 * 50 * 3);
        await database.UntilCursorAsync(Total);
        relay.Target.Positions.ShouldBe(Enumerable.Range(1, Total).Select(static p => (long)p));
    }

    [Fact]
    public async Task Relay_TargetFails_TriesTheSameBatchAgainAndEditsGoOn()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        var target = new RecordingTarget
        {
            Decide = static (attempt, _) => attempt <= 3 ? throw new IOException("the broker is away") : Task.FromResult(RelayOutcome.Complete),
        };
        await using var relay = await RelayedLog.StartAsync(database, target: target);

        for (var i = 0; i < 20; i++)
            await writer.CommitAsync(Guid.Empty, i, 1);

        await database.UntilCursorAsync(20);
        target.Positions.ShouldBe(Enumerable.Range(1, 20).Select(static p => (long)p));
    }

    [Fact]
    public async Task Relay_OnePartitionFails_TriesOnlyThatAgain()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        for (var i = 0; i < 10; i++)
            for (var s = 1; s <= 4; s++)
                await writer.CommitAsync(Subject(s), i, 1);
        var target = new RecordingTarget
        {
            Decide = static (attempt, events) => Task.FromResult(
                attempt <= 2 ? new RelayOutcome(Of(events, Subject(3)), new IOException("its queue is full")) : RelayOutcome.Complete),
        };
        await using var relay = await RelayedLog.StartAsync(database, target: target);

        await database.UntilCursorAsync(40);

        target.Attempts.ShouldBe(3);
        target.Positions.Count.ShouldBe(40);
        target.Positions.Order().ShouldBe(Enumerable.Range(1, 40).Select(static p => (long)p));
        target.Positions.TakeLast(10).ShouldBe(Enumerable.Range(0, 10).Select(static i => (i * 4) + 3L));
    }

    [Fact]
    public async Task Relay_TargetFailsUntilTheStop_TheNextOneSkipsNothing()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        var broken = new RecordingTarget { Decide = static (_, _) => throw new IOException("the broker is away") };
        await using (await RelayedLog.StartAsync(database, target: broken))
            await Condition.WaitAsync(() => broken.Attempts >= 2, RelayedLog.Patience, static () => "two attempts");
        (await database.CursorAsync()).ShouldBe(0);

        await using var next = await RelayedLog.StartAsync(database);
        await database.UntilCursorAsync(5);
        next.Target.Positions.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact]
    public async Task Relay_DiesAfterPublishing_RepeatsTheBatchAndSkipsNothing()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        var target = new RecordingTarget();
        await using var relay = await RelayedLog.StartAsync(database, target: target);
        await writer.CommitAsync(Guid.Empty, 0, 5);
        await database.UntilCursorAsync(5);
        target.Decide = async (attempt, _) =>
        {
            if (attempt == 2)
                await database.KillLeaderAsync();
            return RelayOutcome.Complete;
        };

        await writer.CommitAsync(Guid.Empty, 5, 3);
        await database.UntilCursorAsync(8);

        target.Positions.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8, 6, 7, 8]);
    }

    [Fact]
    public async Task Relay_LosesItsLeadWhilePublishing_WaitsForThatBatchBeforeItLeadsAgain()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var writer = new LogWriter(database.WriterConnectionString);
        await using var relay = await RelayedLog.StartAsync(database, new() { Retry = TimeSpan.FromMilliseconds(100) });
        relay.Target.Hold();
        await writer.CommitAsync(Guid.Empty, 0, 2);
        await Condition.WaitAsync(() => relay.Target.Attempts == 1, RelayedLog.Patience, static () => "it publishes");

        await database.KillLeaderAsync();
        var clock = Stopwatch.StartNew();
        await Condition.WaitAsync(
            () => relay.Target.Attempts > 1 || clock.Elapsed > TimeSpan.FromSeconds(3), RelayedLog.Patience, static () => "it had time to lead again");
        relay.Target.Attempts.ShouldBe(1);
        relay.Target.Release();

        await database.UntilCursorAsync(2);
        relay.Target.Positions.ShouldBe([1, 2, 1, 2]);
    }

    private static ImmutableArray<FeedEvent> Of(ImmutableArray<FeedEvent> events, Guid subject) => [.. events.Where(e => e.Subject == subject)];

    private static Guid Subject(int number) => new($"00000000-0000-7000-8000-{number:x12}");
}
