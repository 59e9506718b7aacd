namespace Crm.Actors.Gateway.Configuration;

/// <summary>What the gateway remembers of answers.</summary>
internal sealed record CacheSettings
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>How long an answer is good that no event has ended; zero for never.</summary>
    public TimeSpan TimeToLive { get; init; }

    /// <summary>Whether anything is remembered.</summary>
    public bool IsOn => TimeToLive > TimeSpan.Zero;

    /// <exception cref="ConfigurationException">The variable is wrong.</exception>
    public static CacheSettings Read(EnvironmentVariables environment) => new()
    {
        TimeToLive = environment.Duration("CRM_CACHE_TTL", Usual, TimeSpan.Zero, Longest),
    };
}
