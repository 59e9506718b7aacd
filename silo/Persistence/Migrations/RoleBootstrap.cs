using Npgsql;

namespace Crm.Actors.Persistence.Migrations;

/// <summary>
/// Creates what belongs to the server rather than to the schema: roles, logins and the database. May run again at any time:
/// what is there stays, passwords and memberships are set to what the URLs say.
/// </summary>
internal sealed class RoleBootstrap(DatabaseLogins logins)
{
    /// <summary>Any fixed number; the lock is taken in the maintenance database, as roles are the whole server's.</summary>
    private const long RolesLock = 0x43524D_524F4C45;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var server = await MigratorConnection.OpenMaintenanceAsync(logins.Migrator, cancellationToken);
        await server.LockAsync(RolesLock, cancellationToken);
        foreach (var role in RoleNames.All) await EnsureRoleAsync(server, role, cancellationToken);
        await LetReaderBecomeListsAsync(server, cancellationToken);
        await LetMigratorActAsOwnerAsync(server, cancellationToken);
        await EnsureLoginAsync(server, logins.Writer, [RoleNames.DealsWriter, RoleNames.AuthWriter, RoleNames.TasksWriter, RoleNames.EventsWriter, RoleNames.OrleansWriter], cancellationToken);
        await EnsureLoginAsync(server, logins.Reader, [RoleNames.Reader], cancellationToken);
        await EnsureLoginAsync(server, logins.Orleans, [RoleNames.OrleansWriter], cancellationToken);
        await server.ExecuteAsync(
            $"ALTER ROLE {SqlText.Name(logins.Reader.Username!)} SET default_transaction_read_only = on", cancellationToken);
        await EnsureDatabaseAsync(server, cancellationToken);
    }

    private static async Task EnsureRoleAsync(MigratorConnection server, string role, CancellationToken cancellationToken)
    {
        if (!await server.ExistsAsync("SELECT FROM pg_roles WHERE rolname = $1", role, cancellationToken))
            await server.ExecuteAsync($"CREATE ROLE {SqlText.Name(role)} NOLOGIN", cancellationToken);
    }

    /// <summary>NOINHERIT before the grant: the reader may SET ROLE to them, but has none of their rights, and none of their policies, as itself.</summary>
    private static async Task LetReaderBecomeListsAsync(MigratorConnection server, CancellationToken cancellationToken)
    {
        await server.ExecuteAsync($"ALTER ROLE {SqlText.Name(RoleNames.Reader)} NOINHERIT", cancellationToken);
        await server.ExecuteAsync(
            $"GRANT {Names([RoleNames.Lists, RoleNames.AllLists])} TO {SqlText.Name(RoleNames.Reader)}", cancellationToken);
    }

    /// <summary>A superuser may SET ROLE anyway; a CREATEROLE login must be a member.</summary>
    private static async Task LetMigratorActAsOwnerAsync(MigratorConnection server, CancellationToken cancellationToken)
    {
        const string Superuser = "SELECT FROM pg_roles WHERE rolname = current_user AND rolsuper AND $1 <> ''";
        if (!await server.ExistsAsync(Superuser, RoleNames.Owner, cancellationToken))
            await server.ExecuteAsync($"GRANT {SqlText.Name(RoleNames.Owner)} TO CURRENT_USER", cancellationToken);
    }

    private static async Task EnsureLoginAsync(
        MigratorConnection server, NpgsqlConnectionStringBuilder login, string[] roles, CancellationToken cancellationToken)
    {
        var name = SqlText.Name(login.Username!);
        if (!await server.ExistsAsync("SELECT FROM pg_roles WHERE rolname = $1", login.Username!, cancellationToken))
            await server.ExecuteAsync($"CREATE ROLE {name} LOGIN", cancellationToken);
        else if (await server.ExistsAsync("SELECT FROM pg_roles WHERE rolname = $1 AND rolsuper", login.Username!, cancellationToken))
            throw new MigrationException($"the login {login.Username} is a superuser; name one that is not");
        else
            await server.ExecuteAsync($"ALTER ROLE {name} LOGIN", cancellationToken);

        if (!string.IsNullOrEmpty(login.Password))
            await server.ExecuteAsync(
                $"ALTER ROLE {name} PASSWORD {SqlText.Literal(ScramVerifier.ForPassword(login.Password))}", cancellationToken);
        await server.ExecuteAsync($"GRANT {Names(roles)} TO {name}", cancellationToken);
        await server.ExecuteAsync($"REVOKE {Names(RoleNames.All.Except(roles))} FROM {name}", cancellationToken);
    }

    private async Task EnsureDatabaseAsync(MigratorConnection server, CancellationToken cancellationToken)
    {
        var name = SqlText.Name(logins.Database);
        if (!await server.ExistsAsync("SELECT FROM pg_database WHERE datname = $1", logins.Database, cancellationToken))
            await server.ExecuteAsync(
                $"CREATE DATABASE {name} OWNER {SqlText.Name(RoleNames.Owner)} TEMPLATE template0 ENCODING 'UTF8'", cancellationToken);
        else
            await server.ExecuteAsync($"GRANT CREATE ON DATABASE {name} TO {SqlText.Name(RoleNames.Owner)}", cancellationToken);
        await server.ExecuteAsync(ConnectRightsSql(name), cancellationToken);
    }

    private static string ConnectRightsSql(string quotedDatabase) =>
        $"""
        REVOKE ALL ON DATABASE {quotedDatabase} FROM PUBLIC;
        GRANT CONNECT ON DATABASE {quotedDatabase} TO {Names(RoleNames.All)}
        """;

    private static string Names(IEnumerable<string> roles) => string.Join(", ", roles.Select(SqlText.Name));
}
