namespace Crm.Actors.Persistence.Consumers;

/// <summary>How consumers work and are reconciled with the log.</summary>
public sealed record ConsumerOptions
{
    /// <summary>Transactions start at least this far apart, unless a full one waits: each costs three round trips and a commit.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How often it is looked whether the log has something that is not applied.</summary>
    public TimeSpan Period { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After a look that failed. A database that starts pays for each connection that it has to refuse, and every silo looks for every consumer.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an event may be under way on its stream before it counts as lost.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Events that are looked through at once. 1 to 1,000,000.</summary>
    public int StretchEvents { get; init; } = 16_384;
}
