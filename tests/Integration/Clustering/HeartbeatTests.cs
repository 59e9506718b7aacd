using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>Silos say every few seconds that they are alive, which must not disturb who changes the table.</summary>
[Collection(SharedConsul.Name)]
public sealed class HeartbeatTests(ConsulFixture consul) : IAsyncLifetime
{
    private readonly ConsulCluster _cluster = new(consul.Server.Url, ConsulCluster.NewId());

    private IMembershipTable Table => _cluster.Table;

    private string Folder => $"orleans/{ConsulCluster.Service}/{_cluster.ClusterId}/";

    public async ValueTask InitializeAsync() => await Table.InitializeMembershipTableAsync(true);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task UpdateIAmAlive_Always_ChangesTheTimeAndNothingElse()
    {
        var entry = await Table.AddAsync(Members.Entry());
        var before = await Table.ReadAllAsync();
        var later = Members.Now.AddSeconds(5).AddTicks(1);

        await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = later });

        var after = await Table.ReadAllAsync();
        after.Version.ShouldBe(before.Version);
        var (row, etag) = after.TryGet(entry.SiloAddress)!;
        etag.ShouldBe(before.TryGet(entry.SiloAddress)!.Item2);
        entry.IAmAliveTime = later;
        row.Text().ShouldBe(entry.Text());
        row.IAmAliveTime.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public async Task UpdateRow_HeartbeatSinceItWasRead_IsDoneAndKeepsTheNewerTime()
    {
        var entry = await Table.AddAsync(Members.Entry());
        var read = await Table.ReadAllAsync();
        var later = Members.Now.AddSeconds(5);
        await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = entry.SiloAddress, IAmAliveTime = later });

        entry.Status = SiloStatus.Active;
        (await Table.UpdateRowAsync(entry, read.TryGet(entry.SiloAddress)!.Item2, read.Version.Next())).ShouldBeTrue();

        var row = (await Table.ReadAllAsync()).TryGet(entry.SiloAddress)!.Item1;
        row.Status.ShouldBe(SiloStatus.Active);
        row.IAmAliveTime.ShouldBe(later);
    }

    [Fact]
    public async Task UpdateIAmAlive_SiloWithoutARow_LeavesNothingBehind()
    {
        await Table.UpdateIAmAliveAsync(Members.Entry());

        (await consul.Server.Api.KeysAsync(Folder)).ShouldBe([$"{Folder}version"]);
        (await Table.ReadAllAsync()).Members.ShouldBeEmpty();
    }
}
