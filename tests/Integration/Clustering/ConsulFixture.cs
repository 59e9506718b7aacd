using Crm.Actors.TestKit.Consul;
using Xunit;

namespace Crm.Actors.IntegrationTests.Clustering;

/// <summary>The Consul that tests share, each with a cluster of its own. Tests that kill one, or want it otherwise, start one for themselves.</summary>
public sealed class ConsulFixture : IAsyncLifetime
{
    private ConsulServer? _server;

    public ConsulServer Server => _server ?? throw new InvalidOperationException("The fixture is not started");

    public async ValueTask InitializeAsync() => _server = await ConsulServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

/// <summary>Tests that share a Consul run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class SharedConsul : ICollectionFixture<ConsulFixture>
{
    public const string Name = "Consul";
}
