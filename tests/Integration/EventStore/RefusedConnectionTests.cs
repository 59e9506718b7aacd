using System.Diagnostics;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.Network;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>Where nobody takes connections, an append does not use all the time that it has, so that its caller hears of it in time.</summary>
public sealed class RefusedConnectionTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(9);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(2.5);

    [Fact]
    public async Task AppendAsync_ConnectionsAreRefused_IsGivenUpBeforeTheDeadline()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        var store = stores.Open(port: Ports.Free(), deadline: Deadline);
        var clock = Stopwatch.StartNew();

        (await store.AppendAsync(StoredDeals.Creation(StoredDeals.NewId()))).Status.ShouldBe(AppendStatus.Unavailable);

        clock.Elapsed.ShouldBeInRange(Deadline * 2 / 3, (Deadline * 2 / 3) + Slack);
    }
    [Fact]
    public async Task Database_Starts_IsAskedByOneAtATime()
    {
        await using var stores = await PostgresStores.CreateAsync(postgres.Server);
        await using var server = new StartingServer();
        var store = stores.Open(port: server.Port, lanes: 4, deadline: Short);
        var clock = Stopwatch.StartNew();
        var appends = Enumerable.Range(0, 4).Select(_ => store.AppendAsync(StoredDeals.Creation(StoredDeals.NewId()))).ToArray();
        var failed = 0;
        while (clock.Elapsed < Short)
        {
            await Should.ThrowAsync<StoreUnavailableException>(() => store.LoadAsync(StoredDeals.NewId()));
            failed++;
            await Task.Delay(10);
        }

        (await Task.WhenAll(appends)).ShouldAllBe(static a => a.Status == AppendStatus.Unavailable);
        failed.ShouldBeGreaterThan(20);
        // Four a second after the first of each lane and of the reads.
        server.Refused.ShouldBeInRange(4, 4 + 1 + (4 * 3));
    }
}
