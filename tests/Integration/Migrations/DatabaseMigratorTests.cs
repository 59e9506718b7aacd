using Crm.Actors.Persistence.Migrations;
using Crm.Actors.TestKit.Postgres;

using Microsoft.Extensions.Logging.Abstractions;

using Shouldly;

using Xunit;

namespace Crm.Actors.IntegrationTests.Migrations;

public sealed class DatabaseMigratorTests(PostgresFixture postgres)
{
    [Fact]
    public async Task RunAsync_MigratedDatabase_DoesNothing()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        var again = await new DatabaseMigrator(database.Logins, NullLogger<DatabaseMigrator>.Instance).RunAsync();
        again.ShouldBeEmpty();
    }
}
