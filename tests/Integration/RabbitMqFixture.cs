using Crm.Actors.IntegrationTests;
using Crm.Actors.TestKit.RabbitMq;
using Xunit;

[assembly: AssemblyFixture(typeof(RabbitMqFixture))]

namespace Crm.Actors.IntegrationTests;

/// <summary>The broker that the tests of this assembly share, each with names of its own. Tests that kill one start one for themselves.</summary>
public sealed class RabbitMqFixture : IAsyncLifetime
{
    private RabbitMqServer? _server;

    public RabbitMqServer Server => _server ?? throw new InvalidOperationException("The fixture is not started");

    public async ValueTask InitializeAsync() => _server = await RabbitMqServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
