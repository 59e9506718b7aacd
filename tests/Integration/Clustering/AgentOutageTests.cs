using Crm.Actors.Clustering.Consul;
using Crm.Actors.TestKit.Consul;
using Crm.Actors.TestKit.Network;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>Agents that are away, frozen, killed and started again, or without a leader.</summary>
public sealed class AgentOutageTests : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1500);

    private ConsulServer _server = null!;
    private ConsulCluster _cluster = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ConsulServer.StartNewAsync();
        _cluster = new ConsulCluster(_server.Url, ConsulCluster.NewId(), static options => options.Patience = Long);
        await _cluster.Table.InitializeMembershipTableAsync(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task ReadAll_AgentKilledAndStarted_EverythingIsAsItWas()
    {
        var entry = await _cluster.Table.AddAsync(Members.Entry(SiloStatus.Active));
        entry.IAmAliveTime = Members.Now.AddSeconds(5);
        await _cluster.Table.UpdateIAmAliveAsync(entry);
        var before = await _cluster.Table.ReadAllAsync();

        await _server.KillAsync();
        await _server.StartAsync();

        var after = await _cluster.Table.ReadAllAsync();
        after.Version.ShouldBe(before.Version);
        var (row, etag) = after.Members.ShouldHaveSingleItem();
        (row.Text(), etag).ShouldBe((entry.Text(), before.Members[0].Item2));
        (await _cluster.Table.UpdateRowAsync(entry, etag, after.Version.Next())).ShouldBeTrue("What was read before the kill still counts.");
    }

    [Fact]
    public async Task InsertRow_AgentAwayAndWithoutALeaderMeanwhile_IsDoneOnceWhenItLeadsAgain()
    {
        var version = (await _cluster.Table.ReadAllAsync()).Version;
        await _server.KillAsync();

        var writing = _cluster.Table.InsertRowAsync(Members.Entry(), version.Next());
        writing.IsCompleted.ShouldBeFalse();
        await _server.StartAsync();

        (await writing).ShouldBeTrue();
        var data = await _cluster.Table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        data.Members.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadAll_AgentFrozen_FailsInTimeAndThenGoesOn()
    {
        await using var hasty = new ConsulCluster(_server.Url, _cluster.ClusterId, static options =>
            (options.RequestTimeout, options.Patience) = (TimeSpan.FromMilliseconds(300), Short));
        await _cluster.Table.AddAsync(Members.Entry());

        _server.Freeze();
        try
        {
            (await Should.ThrowAsync<ConsulUnavailableException>(() => hasty.Table.ReadAllAsync())).Message.ShouldContain("no answer within 0.3 s");
            (await Should.ThrowAsync<ConsulUnavailableException>(() => hasty.Gateways.GetGatewaysAsync())).Message.ShouldContain(_server.Url);
        }
        finally
        {
            _server.Resume();
        }

        (await _cluster.Table.ReadAllAsync()).Members.Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_NoLeader_SayThatThereIsNone()
    {
        await using var leaderless = await ConsulServer.StartNewAsync(new ConsulServerOptions { Leaderless = true });
        await using var cluster = new ConsulCluster(leaderless.Url, ConsulCluster.NewId(), static options => options.Patience = Short);

        Func<Task>[] attempts =
        [
            () => cluster.Table.InitializeMembershipTableAsync(true),
            () => cluster.Table.ReadAllAsync(),
            () => cluster.Table.InsertRowAsync(Members.Entry(), new TableVersion(1, "0")),
            () => cluster.Table.DeleteMembershipTableEntriesAsync(cluster.ClusterId),
        ];

        foreach (var attempt in attempts)
            (await Should.ThrowAsync<ConsulUnavailableException>(attempt)).Message.ShouldContain("No cluster leader");
    }

    [Fact]
    public async Task ReadAll_NobodyListens_FailsWhenThePatienceIsOver()
    {
        await using var cluster = new ConsulCluster(ConsulServer.UrlAt(Ports.Free()), ConsulCluster.NewId(), static options => options.Patience = Short);

        await Should.ThrowAsync<ConsulUnavailableException>(() => cluster.Table.ReadAllAsync());
    }

    [Fact]
    public async Task ReadAll_CancelledWhileTheAgentIsAway_EndsAtOnce()
    {
        await _server.KillAsync();
        using var cancellation = new CancellationTokenSource();

        var reading = _cluster.Table.ReadAllAsync(cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }
}
