using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Streams.Summaries;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// One client of a stream. While attached, the hub puts matching positions into its queue; otherwise its pump reads the ring or the log
/// from <see cref="Cursor"/> on. The hub changes the membership fields under its lock only.
/// </summary>
public sealed class StreamClient(StreamFilter filter, Caller caller, int queueBound)
{
    private volatile bool _attached;
    private volatile bool _ended;
    private volatile bool _heartbeatDue;
    private long _blockedSince;
    private long _servedAt;

    /// <summary>Names the connection among those of all gateways; those that came later have greater ones.</summary>
    public Guid Id { get; init; }

    /// <summary>When it connected.</summary>
    public DateTimeOffset Since { get; init; }

    public StreamFilter Filter { get; } = filter;

    public Caller Caller { get; } = caller;

    /// <summary>Whether the caller sees every deal; looked up once and not for each event.</summary>
    public bool SeesAll { get; } = DealAccess.SeesAll(caller);

    public PositionQueue Queue { get; } = new(queueBound);

    public WakeSignal Signal { get; } = new();

    /// <summary>The epoch's ring that the queue and the cursor refer to.</summary>
    public required FrameRing Ring { get; set; }

    /// <summary>Attached: positions up to here are not wanted. Not attached: everything up to here was considered.</summary>
    public long Cursor { get; set; }

    /// <summary>Whether the hub dispatches to this client.</summary>
    public bool Attached
    {
        get => _attached;
        set => _attached = value;
    }

    /// <summary>The bucket of the index that holds this client, and its place there.</summary>
    public ClientBucket? Bucket { get; set; }

    public int BucketSlot { get; set; }

    /// <summary>Its place among all clients.</summary>
    public int ClientSlot { get; set; }

    /// <summary>The dispatch that last gave it something.</summary>
    public long Touched { get; set; }

    /// <summary>When the stream ends because the token does, in ticks of the hub's clock.</summary>
    public long ExpiresAt { get; init; } = long.MaxValue;

    /// <summary>The user's version when the access token was made; null for a token without one.</summary>
    public long? UserVersion { get; init; }

    /// <summary>When the next heartbeat is due, in ticks of the hub's clock.</summary>
    public long NextHeartbeat { get; set; }

    /// <summary>Since when a write waits for the client, in ticks of the hub's clock; 0 when none does.</summary>
    public long BlockedSince
    {
        get => Volatile.Read(ref _blockedSince);
        set => Volatile.Write(ref _blockedSince, value);
    }

    /// <summary>When its connection last took something, a heartbeat at least, in ticks of the hub's clock; 0 when it has not yet.</summary>
    public long ServedAt
    {
        get => Volatile.Read(ref _servedAt);
        set => Volatile.Write(ref _servedAt, value);
    }

    /// <summary>Its look at the pipeline summary, for a client that asked for it. For its pump.</summary>
    public SummaryView? Summary { get; set; }

    /// <summary>Breaks the connection of a client that takes nothing.</summary>
    public required Action Abort { get; init; }

    public bool Ended => _ended;

    /// <summary>Ends the stream after what is being written.</summary>
    public void End()
    {
        _ended = true;
        Signal.Wake();
    }

    /// <summary>Asks for a heartbeat.</summary>
    public void Beat()
    {
        _heartbeatDue = true;
        Signal.Wake();
    }

    /// <summary>Whether a heartbeat was asked for since the last call.</summary>
    public bool TakeBeat()
    {
        if (!_heartbeatDue)
            return false;
        _heartbeatDue = false;
        return true;
    }
}
