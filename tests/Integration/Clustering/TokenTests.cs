using Crm.Actors.Clustering.Consul;
using Crm.Actors.TestKit.Consul;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>A Consul where whoever has no token may do nothing. It shows an empty folder to whoever may not look into it.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _clusterId = ConsulCluster.NewId();
    private ConsulServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ConsulServer.StartNewAsync(new ConsulServerOptions { Acl = true });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task All_UnknownToken_SayThatTheTokenIsWrong()
    {
        await using var cluster = With("00000000-1111-2222-3333-444444444444");

        await ShouldBeDeniedAsync(() => cluster.Table.InitializeMembershipTableAsync(true));
        await ShouldBeDeniedAsync(() => cluster.Table.ReadAllAsync());
        await ShouldBeDeniedAsync(() => cluster.Gateways.GetGatewaysAsync());
    }

    [Fact]
    public async Task All_NoToken_SayThatOneIsMissing()
    {
        await using var cluster = With(null);

        await ShouldBeDeniedAsync(() => cluster.Table.InitializeMembershipTableAsync(true));
        await ShouldBeDeniedAsync(() => cluster.Table.ReadAllAsync());
        await ShouldBeDeniedAsync(() => cluster.Gateways.GetGatewaysAsync());
        await ShouldBeDeniedAsync(() => cluster.Table.InsertRowAsync(Members.Entry(), new TableVersion(1, "0")));
        await ShouldBeDeniedAsync(() => cluster.Table.UpdateIAmAliveAsync(Members.Entry()));
        await ShouldBeDeniedAsync(() => cluster.Table.DeleteMembershipTableEntriesAsync(_clusterId));
    }

    [Fact]
    public async Task All_TokensOfTheDocumentedPolicies_AreEnough()
    {
        await using var silo = With(
            await _server.Api.CreateTokenAsync("silo", Policy("write")),
            new ConsulService { Name = "crm-silo", Address = "127.0.0.1", Port = 11111 });
        await using var gateway = With(
            await _server.Api.CreateTokenAsync("gateway", Policy("read")),
            new ConsulService { Name = "crm-gateway", Address = "127.0.0.1", Port = 8080 });

        (await gateway.Gateways.GetGatewaysAsync()).ShouldBeEmpty();
        await silo.Table.InitializeMembershipTableAsync(true);
        var entry = await silo.Table.AddAsync(Members.Entry(SiloStatus.Active));
        await silo.Table.UpdateIAmAliveAsync(entry);
        await silo.Table.CleanupDefunctSiloEntriesAsync(new DateTimeOffset(Members.Now));
        (await gateway.Gateways.GetGatewaysAsync()).Count.ShouldBe(1);
        await ShouldBeDeniedAsync(() => gateway.Table.InsertRowAsync(Members.Entry(), new TableVersion(1, "0")));
        foreach (var (cluster, id) in ((ConsulCluster, string)[])[(silo, "crm-silo-127.0.0.1-11111"), (gateway, "crm-gateway-127.0.0.1-8080")])
        {
            await cluster.Registration.StartAsync(CancellationToken.None);
            await Condition.WaitAsync(async () => await _server.Api.ServiceStateAsync(id) == "passing", Patience, () => $"{id} registered\n{_server.Log}");
            await cluster.Registration.StopAsync(CancellationToken.None);
            (await _server.Api.ServiceStateAsync(id)).ShouldBeNull();
        }

        await silo.Table.DeleteMembershipTableEntriesAsync(_clusterId);
        (await silo.Table.ReadAllAsync()).Members.ShouldBeEmpty();
    }

    private ConsulCluster With(string? token, ConsulService? service = null) =>
        new(_server.Url, _clusterId, options => (options.Prefix, options.Token) = ("crm", token), service);

    /// <summary>As <c>env.example</c> has it.</summary>
    private static string Policy(string keys) => $$"""
        key_prefix "crm/" { policy = "{{keys}}" }
        service_prefix "crm-" { policy = "write" }
        """;

    private static async Task ShouldBeDeniedAsync(Func<Task> attempt)
    {
        var problem = await Should.ThrowAsync<ConsulException>(attempt);
        problem.ShouldNotBeOfType<ConsulUnavailableException>();
        problem.Message.ShouldContain("check the ACL token and its policy");
    }
}
