namespace Crm.Actors.Persistence.Relay;

/// <summary>Bounds of the relay. The defaults suit every installation: another silo takes over within five seconds.</summary>
public sealed record RelayOptions
{
    /// <summary>Events in one batch. 1 to 4096.</summary>
    public int BatchEvents { get; init; } = 2048;

    /// <summary>
    /// Batches start at least this far apart unless a full one is waiting, so that a few thousand events a second go out by the dozen: each
    /// batch costs a confirmation of every partition and a move of the cursor.
    /// </summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>How long one read waits for an event. Up to 10 s.</summary>
    public TimeSpan ReadWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The leader speaks to the database at least this often.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A leader that the database has not heard of for this long has lost its place. Three heartbeats or more.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The others try to become the leader this often.</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>First and longest pause after a failure, each a quarter shorter or longer by chance.</summary>
    public (TimeSpan First, TimeSpan Longest) BackOff { get; init; } = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(5));

    /// <summary>How long a stop waits for the batch that is being published.</summary>
    public TimeSpan StopPatience { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a batch that was given up may still run before this silo leads again.</summary>
    public TimeSpan AbandonedPatience { get; init; } = TimeSpan.FromSeconds(30);
}
