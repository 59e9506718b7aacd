namespace Crm.Actors.TestKit.Consul;

/// <summary>What a <see cref="ConsulServer"/> asks of its callers.</summary>
public sealed record ConsulServerOptions
{
    /// <summary>Whoever has no token may do nothing.</summary>
    public bool Acl { get; init; }

    /// <summary>It also listens for https, and there asks for a certificate.</summary>
    public bool Tls { get; init; }

    /// <summary>It waits for two other servers, which never come: the agent answers, and Consul has no leader.</summary>
    public bool Leaderless { get; init; }
}
