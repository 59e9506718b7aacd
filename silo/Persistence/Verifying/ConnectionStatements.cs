using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>Single statements of a transaction.</summary>
internal static class ConnectionStatements
{
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    public static async Task<long> ScalarAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>From now on as the role of lists, which sees what only it sees, or as the login itself.</summary>
    public static Task SeeDealsAsync(this NpgsqlConnection connection, bool sees, CancellationToken cancellation) =>
        connection.ExecuteAsync(sees ? "SET LOCAL ROLE crm_lists_all" : "RESET ROLE", cancellation);
}
