namespace Crm.Actors.Persistence.EventStore;

/// <summary>Bounds of the event store.</summary>
public sealed class EventStoreOptions
{
    /// <summary>Connections that commit side by side, for each kind of aggregate. 1 to 64.</summary>
    public int Lanes { get; set; } = 2;

    /// <summary>Appends that wait in one lane before the next one is used too. 1 to 4096.</summary>
    public int LaneIsBusyAt { get; set; } = 64;

    /// <summary>Appends that may wait in one lane; more are refused as overloaded. 1 to 1,000,000.</summary>
    public int QueueCapacity { get; set; } = 8192;

    /// <summary>Appends in one statement. 1 to 4096.</summary>
    public int MaxBatchAppends { get; set; } = 512;

    /// <summary>Events in one statement, unless a single append has more. 1 to 65,536.</summary>
    public int MaxBatchEvents { get; set; } = 2048;

    /// <summary>
    /// How far apart statements of a lane begin after one that had several appends, unless a full one waits. 0 to 100 ms. After a lone one, nothing waits.
    /// </summary>
    public TimeSpan Pace { get; set; } = TimeSpan.FromMilliseconds(4);

    /// <summary>How long an append, or a read, may take before the database counts as unavailable. 0.1 to 10 s; callers are promised an answer within 2 s.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The same for an append while connections are refused: a database that is away is seldom back sooner, and a busy silo needs time to say so.</summary>
    public TimeSpan RefusedDeadline => Deadline * 2 / 3;
}
