using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// The reader login's connections for lists and histories. Statements are not prepared: their plans depend on the values. The planner
/// is held to the plans that <see cref="DealListSql"/> is written for, which stay good whatever the statistics say.
/// </summary>
public sealed class DealQueryDatabase : IAsyncDisposable
{
    /// <param name="connectionString">Npgsql connection string of the reader login.</param>
    public DealQueryDatabase(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "crm-lists",
            MaxPoolSize = 16,
            Timeout = 2,
            CommandTimeout = 3,
            CancellationTimeout = 500,
            KeepAlive = 10,
            MaxAutoPrepare = 0,
            Options = "-c statement_timeout=1900 -c default_transaction_read_only=on -c jit=off -c max_parallel_workers_per_gather=0"
                + " -c work_mem=16MB -c random_page_cost=1.1"
                + " -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off",
        };
        Source = NpgsqlDataSource.Create(builder);
    }

    public NpgsqlDataSource Source { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
