using Npgsql;

namespace Crm.Actors.Persistence.Relay;

/// <summary>
/// Opens the sessions in which silos compete for the relay. A session that is silent for <see cref="RelayOptions.Silence"/> is ended by the
/// server, whatever became of its silo: stopped, swapped out, or cut off without a word.
/// </summary>
public sealed class RelayDatabase
{
    /// <summary>How PostgreSQL shows these sessions.</summary>
    public const string ApplicationName = "crm-relay";

    private readonly string _connectionString;

    /// <param name="connectionString">Npgsql connection string of the writer login. A session lock needs a session: no transaction pooler.</param>
    /// <param name="options">The allowed silence.</param>
    public RelayDatabase(string connectionString, RelayOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var silence = (long)options.Silence.TotalMilliseconds;
        _connectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = ApplicationName,
            Pooling = false,
            Timeout = 2,
            CommandTimeout = 2,
            CancellationTimeout = 300,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 2,
            TcpKeepAliveInterval = 1,
            MaxAutoPrepare = 4,
            AutoPrepareMinUsages = 2,
            // The cursor does not wait for the disk: a move that is lost is published again.
            Options = ($"{given.Options} -c idle_session_timeout={silence} -c statement_timeout=2000 -c tcp_user_timeout={silence}"
                + " -c synchronous_commit=off").TrimStart(),
        }.ConnectionString;
    }

    internal async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        var session = new NpgsqlConnection(_connectionString);
        try
        {
            await session.OpenAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
