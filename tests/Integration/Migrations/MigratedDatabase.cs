using Crm.Actors.TestKit.Postgres;

using Xunit;

namespace Crm.Actors.IntegrationTests.Migrations;

/// <summary>One database for the tests of a class that do not get in each other's way.</summary>
public sealed class MigratedDatabase(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase? _database;

    public TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture is not started");

    public async ValueTask InitializeAsync() => _database = await TestDatabase.CreateAsync(postgres.Server);

    public async ValueTask DisposeAsync()
    {
        if (_database is not null) await _database.DisposeAsync();
    }
}
