using Npgsql;

namespace Crm.Actors.Persistence.Feed;

/// <summary>The reader login's connections for the log. They never scan it: every read goes by an index, whatever the statistics say.</summary>
public sealed class FeedDatabase : IAsyncDisposable
{
    /// <param name="connectionString">Npgsql connection string of the reader login.</param>
    public FeedDatabase(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "crm-feed",
            MaxPoolSize = 8,
            Timeout = 3,
            CommandTimeout = 5,
            KeepAlive = 5,
            CancellationTimeout = 500,
            NoResetOnClose = true,
            // A busy log is read by the thousand events: fewer turns for the same bytes.
            ReadBufferSize = 64 << 10,
            // A plan made while the log was empty would scan it until the next ANALYZE.
            Options = $"{given.Options} -c enable_seqscan=off -c enable_bitmapscan=off -c jit=off".TrimStart(),
        };
        Source = NpgsqlDataSource.Create(builder);
        builder.Options += " -c plan_cache_mode=force_generic_plan";
        Pages = NpgsqlDataSource.Create(builder);
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>For pages of the whole log, which are read so often that planning them took longer than reading them: planned once.</summary>
    public NpgsqlDataSource Pages { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Pages.DisposeAsync();
    }
}
