using Npgsql;

namespace Crm.Actors.Persistence.Migrations;

/// <summary>One unpooled connection of the migrator's login, with the few things it does.</summary>
internal sealed class MigratorConnection : IAsyncDisposable
{
    private const string LockTimeout = "5min";
    private readonly NpgsqlConnection _connection;

    private MigratorConnection(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Into the database itself.</summary>
    public static async Task<MigratorConnection> OpenAsync(
        NpgsqlConnectionStringBuilder login, CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(Unpooled(login).ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return new MigratorConnection(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Into the database that every server has; into our own where the login may not enter that one.</summary>
    public static async Task<MigratorConnection> OpenMaintenanceAsync(
        NpgsqlConnectionStringBuilder login, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenAsync(new NpgsqlConnectionStringBuilder(login.ConnectionString) { Database = "postgres" }, cancellationToken);
        }
        catch (PostgresException refused) when (refused.SqlState is
            PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege
            or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return await OpenAsync(login, cancellationToken);
        }
    }

    /// <summary>The same login without a pool, and with no limit on how long a statement takes: an index build may take hours.</summary>
    public static NpgsqlConnectionStringBuilder Unpooled(NpgsqlConnectionStringBuilder login) =>
        new(login.ConnectionString) { Pooling = false, CommandTimeout = 0, ApplicationName = "crm migrate" };

    /// <summary>Waits for its turn; the lock is held until the connection ends.</summary>
    /// <exception cref="MigrationException">Another migrator did not finish in time.</exception>
    public async Task LockAsync(long key, CancellationToken cancellationToken)
    {
        await ExecuteAsync($"SET lock_timeout = '{LockTimeout}'", cancellationToken);
        try
        {
            await ExecuteAsync($"SELECT pg_advisory_lock({key})", cancellationToken);
        }
        catch (PostgresException waited) when (waited.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new MigrationException($"another migration has been running for more than {LockTimeout}", waited);
        }
    }

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether a query with one text parameter has a row.</summary>
    public async Task<bool> ExistsAsync(string sql, string value, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { Parameters = { new() { Value = value } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
