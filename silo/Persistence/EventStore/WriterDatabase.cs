using Npgsql;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>The connections of the event store, with the settings that its statements need.</summary>
public sealed class WriterDatabase : IAsyncDisposable
{
    private readonly RefusedConnections _refused;

    /// <param name="connection">Where and as whom.</param>
    public WriterDatabase(NpgsqlConnectionStringBuilder connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString)
        {
            ApplicationName = "crm-silo-writer",
            // The commit statement joins parameter arrays with big tables: always by index, planned once.
            Options = $"{connection.Options} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_mergejoin=off -c jit=off -c synchronous_commit=on".Trim(),
            MaxAutoPrepare = 16,
            AutoPrepareMinUsages = 2,
            Timeout = 2,
            CommandTimeout = 5,
            // A slow server gets this long to confirm a cancellation, which saves the connection; a frozen one does not answer.
            CancellationTimeout = 300,
            NoResetOnClose = true,
            // A batch has some hundred kilobytes of parameters: fewer turns for the same bytes.
            WriteBufferSize = 64 << 10,
            Pooling = true,
            MaxPoolSize = 32,
        };
        Source = new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
        _refused = new RefusedConnections(Source);
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Opens a connection for what is tried again and again by many; one at a time while the database refuses them.</summary>
    /// <exception cref="NpgsqlException">The database cannot be reached, or refused another connection a moment ago.</exception>
    internal ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation) => _refused.OpenAsync(cancellation);

    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
