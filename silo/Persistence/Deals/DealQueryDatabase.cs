using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// The reader login's connections for lists and histories. Statements are not prepared: their plans depend on the values. The planner
/// is held to the plans that <see cref="DealListSql"/> is written for, which stay good whatever the statistics say.
/// </summary>
public sealed class DealQueryDatabase : IAsyncDisposable
{
    /// <param name="connectionString">Npgsql connection string of the reader login.</param>
    /// <param name="patience">After which a query is answered as unavailable; 2 s unless given, one second or more.</param>
    public DealQueryDatabase(string connectionString, TimeSpan? patience = null)
    {
        Patience = patience ?? TimeSpan.FromSeconds(2);
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "crm-lists",
            MaxPoolSize = 16,
            Timeout = (int)Patience.TotalSeconds,
            CommandTimeout = (int)Patience.TotalSeconds + 1,
            CancellationTimeout = 500,
            KeepAlive = 10,
            MaxAutoPrepare = 0,
            Options = $"-c statement_timeout={(int)Patience.TotalMilliseconds - 100} -c default_transaction_read_only=on -c jit=off -c max_parallel_workers_per_gather=0"
                + " -c work_mem=16MB -c random_page_cost=1.1"
                + " -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off",
        };
        Source = NpgsqlDataSource.Create(builder);
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>The longest that a query takes, whatever happens.</summary>
    public TimeSpan Patience { get; }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
