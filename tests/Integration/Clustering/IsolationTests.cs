using System.Net;
using Crm.Actors.Clustering.Consul;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>A cluster reads and deletes what is its own, however its name begins.</summary>
[Collection(SharedConsul.Name)]
public sealed class IsolationTests(ConsulFixture consul)
{
    [Fact]
    public async Task Tables_OfClustersWhoseNamesBeginAlike_AreApart()
    {
        var name = ConsulCluster.NewId();
        await using var prod = new ConsulCluster(consul.Server.Url, name);
        await using var prod2 = new ConsulCluster(consul.Server.Url, $"{name}2");
        var ours = await prod.Table.AddAsync(Members.Entry(SiloStatus.Active));
        var theirs = await prod2.Table.AddAsync(Members.Entry(SiloStatus.Active));

        (await prod.Table.ReadAllAsync()).Members.ShouldHaveSingleItem().Item1.SiloAddress.ShouldBe(ours.SiloAddress);
        await prod.Table.DeleteMembershipTableEntriesAsync(name);

        (await prod.Table.ReadAllAsync()).Members.ShouldBeEmpty();
        (await prod2.Table.ReadAllAsync()).Members.ShouldHaveSingleItem().Item1.SiloAddress.ShouldBe(theirs.SiloAddress);
        (await prod2.Gateways.GetGatewaysAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Delete_OfAnotherCluster_LeavesOnesOwn()
    {
        await using var ours = new ConsulCluster(consul.Server.Url, ConsulCluster.NewId());
        await using var theirs = new ConsulCluster(consul.Server.Url, ConsulCluster.NewId());
        await ours.Table.AddAsync(Members.Entry());
        await theirs.Table.AddAsync(Members.Entry());
        var before = (await theirs.Table.ReadAllAsync()).Version;

        await ours.Table.DeleteMembershipTableEntriesAsync(theirs.ClusterId);

        (await ours.Table.ReadAllAsync()).Members.Count.ShouldBe(1);
        (await theirs.Table.ReadAllAsync()).Members.ShouldBeEmpty();
        (await theirs.Table.InsertRowAsync(Members.Entry(), before.Next())).ShouldBeFalse("What was read before counts no more.");
    }

    [Theory]
    [InlineData("crm/a", "crm", "a/b")]
    [InlineData("crm", "a", "a/b")]
    [InlineData("crm", "a,2f", "b.")]
    public async Task Tables_OfOddNames_AreApartAndInTheirFolders(string prefix, string other, string clusterId)
    {
        var id = ConsulCluster.NewId();
        await using var first = new ConsulCluster(consul.Server.Url, $"{clusterId}{id}", options => options.Prefix = prefix);
        await using var second = new ConsulCluster(consul.Server.Url, $"{other}{id}", options => options.Prefix = prefix);
        await first.Table.AddAsync(Members.Entry());

        (await first.Table.ReadAllAsync()).Members.Count.ShouldBe(1);
        (await second.Table.ReadAllAsync()).Members.ShouldBeEmpty();
        (await consul.Server.Api.KeysAsync($"{prefix}/{ConsulCluster.Service}/")).Count(key => key.Contains(id, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Keys_OfATable_HaveOnlyCharactersThatEveryConsulTakes()
    {
        await using var cluster = new ConsulCluster(consul.Server.Url, ConsulCluster.NewId());
        foreach (var address in (IPAddress[])[IPAddress.Loopback, IPAddress.Parse("2001:db8::7")])
        {
            var entry = Members.Entry(SiloStatus.Active);
            entry.SiloAddress = SiloAddress.New(address, 11111, 1);
            await cluster.Table.AddAsync(entry);
            await cluster.Table.UpdateIAmAliveAsync(entry);
        }

        var keys = await consul.Server.Api.KeysAsync($"orleans/{ConsulCluster.Service}/{cluster.ClusterId}/");

        keys.Count.ShouldBe(5);
        keys.ShouldAllBe(static key => key.All(static c => char.IsAsciiLetterOrDigit(c) || ",-_./".Contains(c)));
        (await cluster.Gateways.GetGatewaysAsync()).Select(static uri => uri.Host).ShouldBe(["127.0.0.1", "[2001:db8::7]"], ignoreOrder: true);
    }

    [Fact]
    public async Task ReadAll_SomethingElseInTheFolder_SaysWhere()
    {
        await using var cluster = new ConsulCluster(consul.Server.Url, ConsulCluster.NewId());
        await cluster.Table.AddAsync(Members.Entry());
        var key = $"orleans/{ConsulCluster.Service}/{cluster.ClusterId}/silos/stray";
        await consul.Server.Api.PutAsync(key, "{}");

        (await Should.ThrowAsync<ConsulException>(() => cluster.Table.ReadAllAsync())).Message.ShouldContain(key);
    }
}
