using Crm.Actors.TestKit.Consul;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>Consul did what it was asked, or will, and its answer never comes: whoever asked is told what happened all the same.</summary>
[Collection(SharedConsul.Name)]
public sealed class LostAnswerTests(ConsulFixture consul) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TcpProxy _proxy = new(consul.Server.Port);
    private ConsulCluster _far = null!;
    private ConsulCluster _near = null!;

    public async ValueTask InitializeAsync()
    {
        _far = new ConsulCluster(ConsulServer.UrlAt(_proxy.Port), ConsulCluster.NewId(), static options =>
            (options.RequestTimeout, options.Patience) = (TimeSpan.FromMilliseconds(300), Patience));
        _near = new ConsulCluster(consul.Server.Url, _far.ClusterId);
        await _far.Table.InitializeMembershipTableAsync(true);
    }

    public async ValueTask DisposeAsync()
    {
        await _far.DisposeAsync();
        await _near.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task InsertRow_AnswerLost_IsDoneOnceAndSaysSo()
    {
        var entry = Members.Entry();
        var version = (await _far.Table.ReadAllAsync()).Version;

        (await LosingTheAnswerAsync(() => _far.Table.InsertRowAsync(entry, version.Next()))).ShouldBeTrue();

        var data = await _near.Table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        data.Members.ShouldHaveSingleItem().Item1.Text().ShouldBe(entry.Text());
    }

    [Fact]
    public async Task UpdateRow_AnswerLost_IsDoneOnceAndSaysSo()
    {
        var entry = await _near.Table.AddAsync(Members.Entry());
        var data = await _far.Table.ReadAllAsync();
        entry.Status = SiloStatus.Active;

        (await LosingTheAnswerAsync(() => _far.Table.UpdateRowAsync(entry, data.TryGet(entry.SiloAddress)!.Item2, data.Version.Next()))).ShouldBeTrue();

        var after = await _near.Table.ReadAllAsync();
        after.Version.Version.ShouldBe(2);
        after.TryGet(entry.SiloAddress)!.Item1.Status.ShouldBe(SiloStatus.Active);
    }

    [Fact]
    public async Task InsertRow_RefusalLost_IsRefused()
    {
        var stale = (await _far.Table.ReadAllAsync()).Version.Next();
        var other = await _near.Table.AddAsync(Members.Entry());

        (await LosingTheAnswerAsync(() => _far.Table.InsertRowAsync(Members.Entry(), stale))).ShouldBeFalse();

        (await _near.Table.ReadAllAsync()).Members.ShouldHaveSingleItem().Item1.SiloAddress.ShouldBe(other.SiloAddress);
    }

    [Fact]
    public async Task UpdateRow_SameTextByAnother_IsNotTakenForOnesOwn()
    {
        var entry = await _near.Table.AddAsync(Members.Entry());
        var read = await _far.Table.ReadAllAsync();
        var etag = read.TryGet(entry.SiloAddress)!.Item2;
        (await _near.Table.UpdateRowAsync(entry, etag, read.Version.Next())).ShouldBeTrue();

        (await LosingTheAnswerAsync(() => _far.Table.UpdateRowAsync(entry, etag, read.Version.Next()))).ShouldBeFalse();
    }

    [Fact]
    public async Task UpdateIAmAlive_AnswerLost_IsDone()
    {
        var entry = await _near.Table.AddAsync(Members.Entry());
        await _far.Table.ReadAllAsync();
        entry.IAmAliveTime = Members.Now.AddSeconds(5);

        await LosingTheAnswerAsync(async () =>
        {
            await _far.Table.UpdateIAmAliveAsync(entry);
            return true;
        });

        (await _near.Table.ReadAllAsync()).TryGet(entry.SiloAddress)!.Item1.IAmAliveTime.ShouldBe(entry.IAmAliveTime);
    }

    [Fact]
    public async Task InsertRow_RequestsArriveLateAndTogether_IsDoneOnce()
    {
        var entry = Members.Entry();
        var version = (await _far.Table.ReadAllAsync()).Version;
        var before = _proxy.Connections;

        _proxy.Hold();
        var writing = _far.Table.InsertRowAsync(entry, version.Next());
        await Condition.WaitAsync(() => _proxy.Connections >= before + 2, Patience, static () => "two more attempts");
        _proxy.Release();

        (await writing).ShouldBeTrue();
        var data = await _near.Table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        data.Members.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadAll_ConnectionsCut_ConnectsAgain()
    {
        await _near.Table.AddAsync(Members.Entry());
        await _far.Table.ReadAllAsync();

        _proxy.Cut();

        (await _far.Table.ReadAllAsync()).Members.Count.ShouldBe(1);
    }

    /// <summary>The connection that the next request will use is there, and is cut when its answer comes.</summary>
    private async Task<bool> LosingTheAnswerAsync(Func<Task<bool>> write)
    {
        var before = _proxy.Connections;
        _proxy.CutAtNextAnswer();
        var result = await write();
        _proxy.Connections.ShouldBeGreaterThan(before, "Nothing was lost, so nothing was shown.");
        return result;
    }
}
