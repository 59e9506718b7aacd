using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>What clients are told of silos.</summary>
[Collection(SharedConsul.Name)]
public sealed class GatewayListTests(ConsulFixture consul)
{
    [Fact]
    public async Task GetGateways_TenSilos_AreTheActiveOnesWithAPort()
    {
        await using var cluster = new ConsulCluster(consul.Server.Url, ConsulCluster.NewId());
        await cluster.Gateways.InitializeGatewayListProviderAsync();
        var entries = Enumerable.Range(0, 10).Select(static _ => Members.Entry()).ToList();
        foreach (var number in (int[])[3, 5, 9])
            entries[number].Status = SiloStatus.Active;
        entries[3].ProxyPort = 0;
        foreach (var entry in entries)
            await cluster.Table.AddAsync(entry);

        var gateways = await cluster.Gateways.GetGatewaysAsync();

        gateways.ShouldBe(
            [.. ((int[])[5, 9]).Select(number => SiloAddress.New(entries[number].SiloAddress.Endpoint.Address, entries[number].ProxyPort, entries[number].SiloAddress.Generation).ToGatewayUri())],
            ignoreOrder: true);
        cluster.Gateways.MaxStaleness.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task GetGateways_NoTableYet_AreNone()
    {
        await using var cluster = new ConsulCluster(consul.Server.Url, ConsulCluster.NewId());

        (await cluster.Gateways.GetGatewaysAsync()).ShouldBeEmpty();
    }
}
