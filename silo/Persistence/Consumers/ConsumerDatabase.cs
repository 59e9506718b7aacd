using Npgsql;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>
/// The connections of the consumers. A commit does not wait for the disk unless a consumer asks for it: a crash of the server undoes
/// effect and watermark together, and the reconciliation with the log finds that.
/// </summary>
public sealed class ConsumerDatabase : IAsyncDisposable
{
    /// <param name="connection">Where, as the writer login.</param>
    public ConsumerDatabase(NpgsqlConnectionStringBuilder connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString)
        {
            ApplicationName = "crm-silo-consumers",
            // Always by index, planned once. Whoever stops in the middle must not keep a partition's lock.
            Options = ($"{connection.Options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off"
                + " -c enable_mergejoin=off -c enable_hashjoin=off -c max_parallel_workers_per_gather=0 -c jit=off"
                + " -c synchronous_commit=off -c lock_timeout=5s -c idle_in_transaction_session_timeout=20s").TrimStart(),
            MaxAutoPrepare = 32,
            AutoPrepareMinUsages = 2,
            Timeout = 5,
            CommandTimeout = 10,
            CancellationTimeout = 300,
            KeepAlive = 10,
            NoResetOnClose = true,
            // Thousands of events are read at once: fewer turns for the same bytes.
            ReadBufferSize = 64 << 10,
            MaxPoolSize = 8,
        };
        Source = NpgsqlDataSource.Create(settings);
    }

    public NpgsqlDataSource Source { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
