using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.TestKit.Running;

/// <summary>What a <see cref="CrmSystem"/> is made of.</summary>
public sealed record CrmSystemOptions
{
    public int Silos { get; init; } = 1;

    public int Gateways { get; init; } = 1;

    /// <summary>With a RabbitMQ of its own; without one, streams are in memory.</summary>
    public bool RabbitMq { get; init; }

    /// <summary>With a Redis of its own; without one, sessions are in the memory of a silo.</summary>
    public bool Redis { get; init; }

    /// <summary>With a Redis whose master may die, behind sentinels, in place of the single one.</summary>
    public bool Sentinels { get; init; }

    /// <summary>With the membership in a Consul of its own; without one, it is in PostgreSQL.</summary>
    public bool Consul { get; init; }

    /// <summary>More variables for silos and gateways.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Our programs reach PostgreSQL and RabbitMQ through a <see cref="Network.TcpProxy"/> each.</summary>
    public bool Proxies { get; init; }

    public PostgresServerOptions Postgres { get; init; } = new();
}
