using Crm.Actors.Clustering.Consul;
using Crm.Actors.TestKit.Consul;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>Processes in an agent's list of services, whatever becomes of the agent.</summary>
public sealed class ServiceRegistrationTests : IAsyncLifetime
{
    private const string Id = "crm-silo-127.0.0.1-11111";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private ConsulServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ConsulServer.StartNewAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Start_WithoutAHealthUrl_IsListedAsWellWhileItRuns()
    {
        await using var cluster = Registering(null);

        await cluster.Registration.StartAsync(CancellationToken.None);

        await UntilAsync("passing");
        var service = await _server.Api.ServiceAsync(Id);
        (service.GetProperty("Service").GetString(), service.GetProperty("Address").GetString(), service.GetProperty("Port").GetInt32()).ShouldBe(("crm-silo", "127.0.0.1", 11111));
        service.GetProperty("Tags")[0].GetString().ShouldBe("prod");
        service.GetProperty("Meta").GetProperty("gateway-port").GetString().ShouldBe("30000");
        await cluster.Registration.StopAsync(CancellationToken.None);
        (await _server.Api.ServicesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ProcessEndsWithoutAWord_IsListedAsUnwell()
    {
        await using (var cluster = Registering(null))
        {
            await cluster.Registration.StartAsync(CancellationToken.None);
            await UntilAsync("passing");
        }

        await UntilAsync("critical");
    }

    [Theory]
    [InlineData("/v1/status/leader", "passing", "200 OK")]
    [InlineData("/no-such-page", "critical", "404 Not Found")] // critical before the agent has asked, too
    public async Task Start_WithAHealthUrl_IsListedAsItAnswers(string path, string state, string seen)
    {
        await using var cluster = Registering(new Uri($"{_server.Url}{path}"));

        await cluster.Registration.StartAsync(CancellationToken.None);

        await Condition.WaitAsync(
            async () => await _server.Api.ServiceChecksAsync(Id) is { } checks && checks.Contains(seen, StringComparison.Ordinal), Patience, () => $"{path}: {seen}\n{_server.Log}");
        (await _server.Api.ServiceStateAsync(Id)).ShouldBe(state);
        await cluster.Registration.StopAsync(CancellationToken.None);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_AgentForgotIt_IsListedAgain(bool hasUrl)
    {
        await using var cluster = Registering(hasUrl ? new Uri($"{_server.Url}/v1/status/leader") : null);
        await cluster.Registration.StartAsync(CancellationToken.None);
        await UntilAsync("passing");

        await _server.Api.ForgetServiceAsync(Id);

        await UntilAsync("passing");
        await cluster.Registration.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Run_AgentAwayAtTheStartAndAtTheEnd_NeverFails()
    {
        await _server.KillAsync();
        await using var cluster = Registering(null);
        await cluster.Registration.StartAsync(CancellationToken.None);

        await _server.StartAsync();
        await UntilAsync("passing");
        await _server.KillAsync();
        await _server.StartAsync();
        await UntilAsync("passing");
        await _server.KillAsync();

        await cluster.Registration.StopAsync(CancellationToken.None);
    }

    private ConsulCluster Registering(Uri? health) => new(_server.Url, ConsulCluster.NewId(), service: new ConsulService
    {
        Name = "crm-silo",
        Address = "127.0.0.1",
        Port = 11111,
        HealthUrl = health,
        Tags = ["prod"],
        Meta = new Dictionary<string, string>(StringComparer.Ordinal) { ["gateway-port"] = "30000" },
        CheckPeriod = TimeSpan.FromMilliseconds(250),
    });

    private Task UntilAsync(string state) => Condition.WaitAsync(
        async () => await _server.Api.ServiceStateAsync(Id) == state, Patience, () => $"{Id} {state}\n{_server.Log}");
}
