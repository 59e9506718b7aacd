using Crm.Actors.Persistence.Configuration;
using Crm.Actors.Persistence.Migrations;
using Crm.Actors.TestKit.Postgres;

using Microsoft.Extensions.Logging.Abstractions;

using Npgsql;

using Shouldly;

using Xunit;

namespace Crm.Actors.IntegrationTests.Migrations;

public sealed class RoleBootstrapTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData("crm_rotated", "second secret")]
    [InlineData("crm_unicode", "пароль ½ Ⅷ")]
    public async Task RunAsync_PasswordChanged_NewOneWorksAndOldOneDoesNot(string name, string secret)
    {
        var first = TestLogins.For(postgres.Server, name);
        var second = TestLogins.For(postgres.Server, name, secret);
        try
        {
            await MigrateAsync(first);
            (await CurrentUserAsync(first.Writer)).ShouldBe(first.Writer.Username);

            await MigrateAsync(second);

            foreach (var login in new[] { second.Writer, second.Reader, second.Orleans })
                (await CurrentUserAsync(login)).ShouldBe(login.Username);
            var refused = await Should.ThrowAsync<PostgresException>(() => CurrentUserAsync(first.Writer));
            refused.SqlState.ShouldBe(PostgresErrorCodes.InvalidPassword);
        }
        finally
        {
            await TestLogins.DropAsync(postgres.Server, name);
        }
    }

    [Fact]
    public async Task RunAsync_AwkwardNames_AreQuoted()
    {
        const string Name = "Crm \"odd\"; DROP";
        const string Login = "o'Hara \"x\"";
        var url = postgres.Server.Url(PostgresServer.AdminUser, postgres.Server.AdminPassword, Name);
        var logins = TestLogins.For(postgres.Server, "crm_awkward", migratorUrl: url);
        foreach (var login in new[] { logins.Writer, logins.Reader, logins.Orleans }) login.Database = Name;
        logins.Writer.Username = Login;
        try
        {
            await MigrateAsync(logins);
            (await CurrentUserAsync(logins.Writer)).ShouldBe(Login);
        }
        finally
        {
            await postgres.Server.ExecuteAsync("DROP DATABASE IF EXISTS \"Crm \"\"odd\"\"; DROP\" WITH (FORCE)");
            await postgres.Server.ExecuteAsync("DROP ROLE IF EXISTS \"o'Hara \"\"x\"\"\"");
            await TestLogins.DropAsync(postgres.Server, "crm_awkward");
        }
    }

    [Fact]
    public async Task RunAsync_MigratorIsNoSuperuser_CreateRoleAndCreateDatabaseAreEnough()
    {
        // A server of its own: here not even the roles exist yet.
        await using var server = await PostgresServer.StartNewAsync(new PostgresServerOptions { Fsync = false });
        await server.ExecuteAsync("CREATE ROLE deployer LOGIN CREATEROLE CREATEDB PASSWORD 'deploy'");
        var logins = TestLogins.For(server, "crm", migratorUrl: server.Url("deployer", "deploy", "crm"));

        await MigrateAsync(logins);
        await MigrateAsync(logins);

        (await CurrentUserAsync(logins.Orleans)).ShouldBe("crm_orleans");
    }

    [Fact]
    public async Task RunAsync_LoginIsASuperuser_RefusesToTouchIt()
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await postgres.Server.ExecuteAsync("CREATE ROLE another_admin SUPERUSER LOGIN");
        var writer = DatabaseUrl.Parse(postgres.Server.Url("another_admin", "x", database.Name));

        var refused = await Should.ThrowAsync<MigrationException>(() => MigrateAsync(database.Logins with { Writer = writer }));

        refused.Message.ShouldBe("the login another_admin is a superuser; name one that is not");
    }

    private static async Task MigrateAsync(DatabaseLogins logins) =>
        await new DatabaseMigrator(logins, NullLogger<DatabaseMigrator>.Instance).RunAsync();

    private static async Task<string> CurrentUserAsync(NpgsqlConnectionStringBuilder login)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(login.ConnectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT session_user::text", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
