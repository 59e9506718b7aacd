using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>Dead silos are deleted some day; nothing else is.</summary>
[Collection(SharedConsul.Name)]
public sealed class CleanUpTests(ConsulFixture consul) : IAsyncLifetime
{
    private static readonly DateTime Long = Members.Now.AddDays(-10);
    private static readonly DateTimeOffset Cutoff = new(Members.Now.AddDays(-7));

    private readonly ConsulCluster _cluster = new(consul.Server.Url, ConsulCluster.NewId());

    private IMembershipTable Table => _cluster.Table;

    private string Folder => $"orleans/{ConsulCluster.Service}/{_cluster.ClusterId}/";

    public async ValueTask InitializeAsync() => await Table.InitializeMembershipTableAsync(true);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task CleanUp_SilosOfEveryStatus_TakesTheOldDeadOnesAlone()
    {
        foreach (var status in Enum.GetValues<SiloStatus>())
            await Table.AddAsync(Members.Entry(status, Long));
        await Table.AddAsync(Members.Entry(SiloStatus.Dead));
        var before = await Table.ReadAllAsync();

        await Table.CleanupDefunctSiloEntriesAsync(Cutoff);

        var after = await Table.ReadAllAsync();
        after.Version.ShouldBe(before.Version);
        Texts(after).ShouldBe(Texts(before, static entry => entry.Status != SiloStatus.Dead || entry.IAmAliveTime != Long), ignoreOrder: true);
        await Table.CleanupDefunctSiloEntriesAsync(Cutoff);
        Texts(await Table.ReadAllAsync()).ShouldBe(Texts(after), ignoreOrder: true);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task CleanUp_HeardOfOrVotedOnAroundTheCutoff_TakesWhatIsOlder(int ticks)
    {
        var last = Cutoff.UtcDateTime.AddTicks(ticks);
        var started = await Table.AddAsync(Members.Entry(SiloStatus.Dead, last));
        var heard = await Table.AddAsync(Members.Entry(SiloStatus.Dead, Long));
        await Table.UpdateIAmAliveAsync(new MembershipEntry { SiloAddress = heard.SiloAddress, IAmAliveTime = last });
        var suspected = Members.Entry(SiloStatus.Dead, Long);
        suspected.SuspectTimes = [Tuple.Create(Members.Address(), last), Tuple.Create(Members.Address(), Long)];
        await Table.AddAsync(suspected);

        await Table.CleanupDefunctSiloEntriesAsync(Cutoff);

        SiloAddress[] expected = ticks < 0 ? [] : [started.SiloAddress, heard.SiloAddress, suspected.SiloAddress];
        var kept = (await Table.ReadAllAsync()).Members.Select(static member => member.Item1.SiloAddress);
        kept.ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task CleanUp_MoreThanOneTransactionTakes_TakesAllWithTheirHeartbeats()
    {
        var active = await Table.AddAsync(Members.Entry(SiloStatus.Active));
        for (var i = 0; i < 70; i++)
        {
            var dead = await Table.AddAsync(Members.Entry(SiloStatus.Dead, Long));
            await Table.UpdateIAmAliveAsync(dead);
        }

        await Table.CleanupDefunctSiloEntriesAsync(Cutoff);

        (await Table.ReadAllAsync()).Members.ShouldHaveSingleItem().Item1.SiloAddress.ShouldBe(active.SiloAddress);
        (await consul.Server.Api.KeysAsync(Folder)).Count.ShouldBe(2, "the version and the active silo");
    }

    private static List<string> Texts(MembershipTableData data, Func<MembershipEntry, bool>? choose = null) =>
        [.. data.Members.Select(static member => member.Item1).Where(choose ?? (static _ => true)).Select(static entry => entry.Text())];
}
