using Npgsql;

namespace Crm.Actors.Persistence.Due;

/// <summary>
/// The connections of those who fire what is due. A commit does not wait for the disk: a deletion that a crash of the server undoes is done again, after
/// a call that changes nothing.
/// </summary>
public sealed class DueDatabase : IAsyncDisposable
{
    /// <param name="connection">Where, as the writer login.</param>
    public DueDatabase(NpgsqlConnectionStringBuilder connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString)
        {
            ApplicationName = "crm-silo-due",
            // Always by index, planned once. Whoever stops in the middle must not keep a partition's turn.
            Options = ($"{connection.Options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off"
                + " -c enable_mergejoin=off -c enable_hashjoin=off -c max_parallel_workers_per_gather=0 -c jit=off"
                + " -c synchronous_commit=off -c idle_in_transaction_session_timeout=60s").TrimStart(),
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            Timeout = 5,
            CommandTimeout = 10,
            CancellationTimeout = 300,
            KeepAlive = 10,
            NoResetOnClose = true,
            // Three tables, each with a look and up to sixteen partitions at once.
            MaxPoolSize = 51,
        };
        Source = NpgsqlDataSource.Create(settings);
    }

    public NpgsqlDataSource Source { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
