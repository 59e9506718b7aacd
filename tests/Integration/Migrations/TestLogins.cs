using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Migrations;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.IntegrationTests.Migrations;

/// <summary>Logins of a database that does not exist yet, named after it so that tests do not share them.</summary>
internal static class TestLogins
{
    public static DatabaseLogins For(PostgresServer server, string database, string secret = "first'\\\"$1 secret", string? migratorUrl = null) => new(
        DatabaseUrl.Parse(migratorUrl ?? server.Url(PostgresServer.AdminUser, server.AdminPassword, database)),
        DatabaseUrl.Parse(server.Url(database + "_writer", secret, database, "crm")),
        DatabaseUrl.Parse(server.Url(database + "_reader", secret, database, "crm")),
        DatabaseUrl.Parse(server.Url(database + "_orleans", secret, database, "orleans")));

    public static async Task DropAsync(PostgresServer server, string database)
    {
        await server.ExecuteAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
        await server.ExecuteAsync($"DROP ROLE IF EXISTS {database}_writer, {database}_reader, {database}_orleans");
    }
}
