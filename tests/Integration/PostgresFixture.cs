using Crm.Actors.IntegrationTests;
using Crm.Actors.TestKit.Postgres;

using Xunit;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Crm.Actors.IntegrationTests;

/// <summary>The PostgreSQL that all tests of this assembly share; each test takes a database of its own from it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? _server;

    public PostgresServer Server => _server ?? throw new InvalidOperationException("The fixture is not started");

    public async ValueTask InitializeAsync() => _server = await PostgresServer.StartNewAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
