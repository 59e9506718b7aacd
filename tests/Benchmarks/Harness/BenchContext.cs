using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks.Harness;

/// <summary>What all benches of a run share: one PostgreSQL, one report.</summary>
internal sealed record BenchContext(PostgresServer Postgres, Report Report)
{
    /// <summary>The server's settings, those of <c>./crm run</c>: every commit waits for the disk.</summary>
    public static PostgresServerOptions PostgresOptions { get; } = new()
    {
        Fsync = true,
        MaxConnections = 200,
        Settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
            ["shared_buffers"] = "256MB",
            ["max_wal_size"] = "2GB",
        },
    };

    /// <summary>A migrated database of its own.</summary>
    public Task<TestDatabase> NewDatabaseAsync() => TestDatabase.CreateAsync(Postgres);
}
