using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>What Orleans expects of every membership table (its own MembershipTableTestsBase), with the table's version.</summary>
[Collection(SharedConsul.Name)]
public sealed class MembershipTableTests(ConsulFixture consul) : IAsyncLifetime
{
    private readonly ConsulCluster _cluster = new(consul.Server.Url, ConsulCluster.NewId());

    private IMembershipTable Table => _cluster.Table;

    public async ValueTask InitializeAsync() => await Table.InitializeMembershipTableAsync(true);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task ReadAll_NewTable_IsEmptyAtVersionZero()
    {
        var data = await Table.ReadAllAsync();

        data.Members.ShouldBeEmpty();
        data.Version.Version.ShouldBe(0);
        data.Version.VersionEtag.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task InsertRow_TableThatNobodyMade_MakesIt()
    {
        await using var other = new ConsulCluster(consul.Server.Url, ConsulCluster.NewId());
        (await other.Table.ReadAllAsync()).Version.Version.ShouldBe(0);

        await other.Table.AddAsync(Members.Entry());

        (await other.Table.ReadAllAsync()).Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Initialize_ExistingTable_ChangesNothing()
    {
        await Table.AddAsync(Members.Entry());
        var before = await Table.ReadAllAsync();

        await Table.InitializeMembershipTableAsync(true);

        (await Table.ReadAllAsync()).Version.ShouldBe(before.Version);
    }

    [Fact]
    public async Task InsertRow_CurrentVersion_AddsTheRowAndRaisesTheVersion()
    {
        var entry = Members.Entry();
        var version = (await Table.ReadAllAsync()).Version;

        (await Table.InsertRowAsync(entry, version.Next())).ShouldBeTrue();

        var data = await Table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        data.Version.VersionEtag.ShouldNotBe(version.VersionEtag);
        data.Members.ShouldHaveSingleItem().Item1.Text().ShouldBe(entry.Text());
        data.Members[0].Item2.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task InsertRow_StaleVersionOrKnownSilo_IsRefused()
    {
        var entry = Members.Entry();
        var stale = (await Table.ReadAllAsync()).Version.Next();
        (await Table.InsertRowAsync(entry, stale)).ShouldBeTrue();

        (await Table.InsertRowAsync(entry, stale)).ShouldBeFalse("the same silo, an old version");
        (await Table.InsertRowAsync(Members.Entry(), stale)).ShouldBeFalse("another silo, an old version");
        (await Table.InsertRowAsync(entry, (await Table.ReadAllAsync()).Version.Next())).ShouldBeFalse("the same silo");
        (await Table.InsertRowAsync(Members.Entry(), new TableVersion(2, "not ours"))).ShouldBeFalse("an etag of another table");

        var data = await Table.ReadAllAsync();
        data.Version.Version.ShouldBe(1);
        data.Members.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadRow_KnownSilo_IsItAloneWithTheVersion()
    {
        var entry = await Table.AddAsync(Members.Entry());
        await Table.AddAsync(Members.Entry());

        var data = await Table.ReadRowAsync(entry.SiloAddress);

        data.Version.ShouldBe((await Table.ReadAllAsync()).Version);
        data.Members.ShouldHaveSingleItem().Item1.Text().ShouldBe(entry.Text());
    }

    [Fact]
    public async Task ReadRow_UnknownSilo_IsAnAnswerWithoutRows()
    {
        await Table.AddAsync(Members.Entry());

        var data = await Table.ReadRowAsync(Members.Address());

        data.Members.ShouldBeEmpty();
        data.Version.Version.ShouldBe(1);
    }

    [Fact]
    public async Task UpdateRow_NineSilosInTurn_EachTakesTheCurrentEtagsAlone()
    {
        for (var i = 1; i < 10; i++)
        {
            var entry = Members.Entry();
            entry.SuspectTimes = [Tuple.Create(Members.Address(), Members.Now.AddSeconds(1)), Tuple.Create(Members.Address(), Members.Now.AddSeconds(2))];
            var inserted = (await Table.ReadAllAsync()).Version.Next();
            (await Table.InsertRowAsync(entry, inserted)).ShouldBeTrue();
            var before = await Table.ReadAllAsync();
            var etag = before.TryGet(entry.SiloAddress)!.Item2;
            entry.Status = SiloStatus.Active;

            (await Table.UpdateRowAsync(entry, etag, inserted)).ShouldBeFalse("the version before");
            (await Table.UpdateRowAsync(entry, etag, before.Version.Next())).ShouldBeTrue();
            (await Table.UpdateRowAsync(entry, etag, before.Version.Next())).ShouldBeFalse("both before");

            var after = await Table.ReadAllAsync();
            var (row, newEtag) = after.TryGet(entry.SiloAddress)!;
            row.Text().ShouldBe(entry.Text());
            newEtag.ShouldNotBe(etag);
            (await Table.UpdateRowAsync(entry, newEtag, before.Version.Next())).ShouldBeFalse("the version before, the row's own etag");
            (await Table.UpdateRowAsync(entry, etag, after.Version.Next())).ShouldBeFalse("the row's etag before");
            (await Table.ReadAllAsync()).Version.ShouldBe(after.Version);
            after.Version.Version.ShouldBe(2 * i);
            after.Members.Count.ShouldBe(i);
        }
    }

    [Fact]
    public async Task UpdateRow_MissingSilo_IsRefused()
    {
        var known = await Table.AddAsync(Members.Entry());
        var data = await Table.ReadAllAsync();
        var etag = data.TryGet(known.SiloAddress)!.Item2;

        (await Table.UpdateRowAsync(Members.Entry(), etag, data.Version.Next())).ShouldBeFalse();
        (await Table.UpdateRowAsync(Members.Entry(), "0", data.Version.Next())).ShouldBeFalse("0 is for a row that is not there yet");
        (await Table.UpdateRowAsync(known, "not ours", data.Version.Next())).ShouldBeFalse();

        (await Table.ReadAllAsync()).Version.ShouldBe(data.Version);
    }

    [Fact]
    public async Task UpdateRow_TwentyAtOnce_EachIsDoneOnceInTurn()
    {
        var entry = Members.Entry();
        var version = (await Table.ReadAllAsync()).Version.Next();
        var insertions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Table.InsertRowAsync(entry, version)));
        insertions.Count(static done => done).ShouldBe(1);

        await Task.WhenAll(Enumerable.Range(0, 19).Select(_ => UpdateOnceAsync(entry.SiloAddress)));

        var data = await Table.ReadAllAsync();
        data.Version.Version.ShouldBe(20);
        data.Members.Count.ShouldBe(1);
    }

    private async Task UpdateOnceAsync(SiloAddress silo)
    {
        while (true)
        {
            var data = await Table.ReadAllAsync();
            var (entry, etag) = data.TryGet(silo)!;
            if (await Table.UpdateRowAsync(entry, etag, data.Version.Next()))
                return;
        }
    }
}
