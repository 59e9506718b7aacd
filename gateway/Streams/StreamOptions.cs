namespace Crm.Actors.Gateway.Streams;

/// <summary>Bounds of the event streams of one gateway.</summary>
public sealed record StreamOptions
{
    /// <summary>How many of the newest events are kept encoded. A power of two.</summary>
    public int RingEvents { get; init; } = 16_384;

    /// <summary>How many bytes of encoded events are kept.</summary>
    public long RingBytes { get; init; } = 32L << 20;

    /// <summary>How many older events are loaded when following begins, for clients that come back.</summary>
    public int Prefill { get; init; } = 2_048;

    /// <summary>How many events may wait for one client before it reads them from the ring or the log instead. A power of two.</summary>
    public int ClientQueue { get; init; } = 256;

    /// <summary>How many events are read from the log at once for a client that is far behind. A power of two.</summary>
    public int LogPage { get; init; } = 512;

    /// <summary>How many bytes of encoded pages of the log are kept for clients that come back together.</summary>
    public long LogPageBytes { get; init; } = 16L << 20;

    /// <summary>How many reads of the log may run at once for all clients.</summary>
    public int LogReads { get; init; } = 8;

    /// <summary>How many bytes are written to a client between two flushes.</summary>
    public int FlushBytes { get; init; } = 32 << 10;

    /// <summary>Least time between two pipeline summaries.</summary>
    public TimeSpan SummaryPace { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How often the gateway writes down which streams it has.</summary>
    public TimeSpan Record { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long what it wrote down is believed: a few times <see cref="Record"/>.</summary>
    public TimeSpan RecordLife { get; init; } = TimeSpan.FromSeconds(35);

    /// <summary>A client that lets a write wait this long is closed.</summary>
    public TimeSpan Stuck { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Without clients for this long, the log is no longer followed.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a new client waits for the log to be followed before it is told to come back.</summary>
    public TimeSpan Ready { get; init; } = TimeSpan.FromSeconds(5);
}
