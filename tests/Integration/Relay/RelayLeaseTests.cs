using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>A process that was stopped and goes on knows that it may have been replaced, although its timers did not run.</summary>
public sealed class RelayLeaseTests(PostgresFixture postgres)
{
    private static readonly RelayOptions NoHeartbeat = new() { Heartbeat = TimeSpan.FromMinutes(1), Silence = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Lease_ProcessWasStopped_NothingIsPublished()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var time = new JumpingTime();
        await using var silo = RelayedLog.Build(database, NoHeartbeat, time: time);
        await using var lease = await silo.Get<RelayLeadership>().AcquireAsync(default);
        lease.EnsureHeld();

        time.Jump(NoHeartbeat.Silence);

        var publishing = silo.Get<RelayPublisher>().PublishAsync(ImmutableArray.Create(RelayedEvents.Any), lease, default);
        await Should.ThrowAsync<LeadershipLostException>(() => publishing);
        silo.Target.Attempts.ShouldBe(0);
        lease.Lost.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Lease_NothingToDo_IsKeptByItsHeartbeat()
    {
        var options = new RelayOptions { Heartbeat = TimeSpan.FromMilliseconds(200), Silence = TimeSpan.FromSeconds(1) };
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var silo = RelayedLog.Build(database, options);
        await using var lease = await silo.Get<RelayLeadership>().AcquireAsync(default);

        var clock = Stopwatch.StartNew();
        await Condition.WaitAsync(() => clock.Elapsed > options.Silence * 4, RelayedLog.Patience, static () => "four silences passed");

        lease.EnsureHeld();
        (await silo.Get<RelayCursor>().ResumeAsync(lease)).Position.ShouldBe(0);
    }

    [Fact]
    public async Task Lease_Ended_FreesTheLockAtOnce()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var silo = RelayedLog.Build(database);
        for (var i = 0; i < 20; i++)
            await using (var lease = await silo.Get<RelayLeadership>().AcquireAsync(default))
                lease.EnsureHeld();
    }

    /// <summary>Its clock can jump, its timers do not.</summary>
    private sealed class JumpingTime : TimeProvider
    {
        private long _ahead;

        public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _ahead);

        public void Jump(TimeSpan span) => Interlocked.Add(ref _ahead, (long)(span.TotalSeconds * TimestampFrequency));
    }
}
