namespace Crm.Actors.TestKit.Postgres;

/// <summary>How a private server runs.</summary>
public sealed record PostgresServerOptions
{
    /// <summary>Whether a commit waits for the disk. On unless a test says otherwise: durability is what most tests are about.</summary>
    public bool Fsync { get; init; } = true;

    /// <summary>Connections at a time.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>The folder in which the data folder is made; null for that of temporary files. The server's user must be able to write there.</summary>
    public string? Folder { get; init; }

    /// <summary>Further server settings by name, as in postgresql.conf.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a start or a stop may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);
}
