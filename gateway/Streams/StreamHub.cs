using System.Runtime.InteropServices;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// Holds the ring and the clients, and gives each new frame to the attached clients that want it. Attaching happens under the lock that
/// dispatching takes: a client that is moved from reading the ring to being dispatched to misses nothing and sees nothing twice.
/// </summary>
public sealed class StreamHub(IStreamAccess access, StreamOptions options)
{
    private const int FramesPerLock = 128;
    private const int NearHead = 256;
    private readonly Lock _gate = new();
    private readonly ClientIndex _index = new();
    private readonly List<StreamClient> _clients = [];
    private readonly List<StreamClient> _touched = [];
    private FrameRing _ring = new("", 0, 1, 0);
    private long _dispatch;
    private long _gaps;
    private bool _closed;

    /// <summary>The ring of the current epoch.</summary>
    public FrameRing Ring => Volatile.Read(ref _ring);

    /// <summary>Whether every stream ends, also those to come.</summary>
    public bool Closed => Volatile.Read(ref _closed);

    /// <summary>How often a client was told that there is a gap in what it sees.</summary>
    public long Gaps => Interlocked.Read(ref _gaps);

    /// <summary>How many clients are connected.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _clients.Count;
        }
    }

    /// <summary>
    /// What a client is sent of a frame, by its filter and by its rights at that event: the event, or that it took the deal out of sight.
    /// Null for nothing. The same whenever it is asked.
    /// </summary>
    public byte[]? MessageFor(StreamClient client, EventFrame frame)
    {
        var filter = client.Filter;
        if (frame.Left is null)
            return filter.Match(frame) && access.Of(client, frame) == StreamSight.Sees ? frame.Bytes : null;
        return access.Of(client, frame) switch
        {
            StreamSight.Sees when filter.Match(frame) => frame.Bytes,
            StreamSight.Left when filter.MatchBefore(frame) => frame.Left,
            _ => null,
        };
    }

    /// <summary>Begins a new ring, because another log is followed or too much was left out. Every client notices and says so.</summary>
    public void Restart(string epoch, long start)
    {
        lock (_gate)
        {
            Volatile.Write(ref _ring, new(epoch, start, options.RingEvents, options.RingBytes));
            foreach (var client in _clients)
                Detach(client);
            foreach (var client in _clients)
                client.Signal.Wake();
        }
    }

    /// <summary>A client is told that there is a gap.</summary>
    public void CountGap() => Interlocked.Increment(ref _gaps);

    /// <summary>Adds a client that has seen everything up to a position (null: up to now).</summary>
    /// <returns>That position.</returns>
    public StreamPosition Join(StreamClient client, long? after, long now)
    {
        lock (_gate)
        {
            var start = new StreamPosition(_ring.Epoch, after ?? _ring.Head);
            client.Ring = _ring;
            client.Cursor = start.Position;
            client.NextHeartbeat = now + options.Heartbeat.Ticks;
            client.ClientSlot = _clients.Count;
            _clients.Add(client);
            TryAttach(client);
            if (_closed)
                client.End();
            return start;
        }
    }

    public void Leave(StreamClient client)
    {
        lock (_gate)
        {
            Detach(client);
            var last = _clients[^1];
            _clients[client.ClientSlot] = last;
            last.ClientSlot = client.ClientSlot;
            _clients.RemoveAt(_clients.Count - 1);
        }
    }

    /// <summary>Adds frames that follow the ring's head and gives them to the clients. One caller at a time.</summary>
    /// <returns>How many clients there was something for.</returns>
    public int Dispatch(ReadOnlySpan<EventFrame> frames)
    {
        _dispatch++;
        while (!frames.IsEmpty)
        {
            var some = frames[..Math.Min(frames.Length, FramesPerLock)];
            lock (_gate)
                foreach (var frame in some)
                    Dispatch(frame);
            frames = frames[some.Length..];
        }

        foreach (var client in CollectionsMarshal.AsSpan(_touched))
            client.Signal.Wake();
        var touched = _touched.Count;
        _touched.Clear();
        return touched;
    }

    /// <summary>
    /// Moves a client that has read the ring nearly to its end over to being dispatched to. False when it has to read on first.
    /// </summary>
    public bool TryAttach(StreamClient client)
    {
        lock (_gate)
        {
            var head = _ring.Head;
            if (client.Ring != _ring || head - client.Cursor > NearHead)
                return false;
            while (client.Cursor < head)
            {
                if (_ring.Get(client.Cursor + 1) is not { } frame)
                    return false;
                if (MessageFor(client, frame) is not null && !client.Queue.TryEnqueue(frame.Position))
                    return false;
                client.Cursor++;
            }

            _index.Add(client);
            client.Attached = true;
            return true;
        }
    }

    /// <summary>Takes a client out of dispatching; it reads on after a position. For its pump.</summary>
    public void FallBehind(StreamClient client, long cursor)
    {
        lock (_gate)
        {
            Detach(client);
            client.Queue.Clear();
            client.Cursor = cursor;
        }
    }

    /// <summary>Moves a client to the current ring, at its start. For its pump, when the client is not attached.</summary>
    /// <returns>Where the client goes on.</returns>
    public StreamPosition MoveToCurrentRing(StreamClient client)
    {
        lock (_gate)
        {
            client.Queue.Clear();
            client.Ring = _ring;
            client.Cursor = _ring.Start;
            return new(_ring.Epoch, client.Cursor);
        }
    }

    /// <summary>The position up to which a client has been sent all that it wants, or null while something waits for it.</summary>
    public long? CaughtUp(StreamClient client)
    {
        lock (_gate)
            return PositionOf(client);
    }

    /// <summary>All clients, each with its <see cref="CaughtUp"/>.</summary>
    public (StreamClient Client, long? Position)[] Standing()
    {
        lock (_gate)
            return [.. _clients.Select(static client => (client, PositionOf(client)))];
    }

    /// <summary>Ends expired streams, breaks off stuck ones, asks for heartbeats. Called about once a second.</summary>
    /// <param name="now">The clock, in ticks.</param>
    public void Sweep(long now)
    {
        lock (_gate)
        {
            foreach (var client in _clients)
            {
                if (client.ExpiresAt <= now)
                    client.End();
                if (client.BlockedSince is > 0 and var since && now - since > options.Stuck.Ticks)
                    client.Abort();
                if (client.NextHeartbeat > now)
                    continue;
                client.NextHeartbeat = now + options.Heartbeat.Ticks;
                client.Beat();
            }
        }
    }

    /// <summary>Ends the streams of some clients.</summary>
    public void EndWhere(Predicate<StreamClient> isOver)
    {
        lock (_gate)
        {
            foreach (var client in _clients)
            {
                if (isOver(client))
                    client.End();
            }
        }
    }

    /// <summary>Ends every stream, also those to come; clients come back elsewhere with their last id.</summary>
    public void EndAll()
    {
        lock (_gate)
        {
            Volatile.Write(ref _closed, true);
            foreach (var client in _clients)
                client.End();
        }
    }

    private static long? PositionOf(StreamClient client)
    {
        if (!client.Queue.IsEmpty)
            return null;
        return client.Attached ? Math.Max(client.Cursor, client.Ring.Head) : client.Cursor;
    }

    private void Dispatch(EventFrame frame)
    {
        _ring.Add(frame);
        ClientBuckets buckets = default;
        var count = _index.Candidates(frame, buckets);
        for (var b = 0; b < count; b++)
        {
            var bucket = buckets[b]!;
            for (var i = bucket.Count - 1; i >= 0; i--)
                Offer(bucket[i], frame);
        }
    }

    private void Offer(StreamClient client, EventFrame frame)
    {
        if (frame.Position <= client.Cursor || MessageFor(client, frame) is null)
            return;
        if (!client.Queue.TryEnqueue(frame.Position))
        {
            // Everything before this frame is in the queue or was not wanted.
            client.Cursor = frame.Position - 1;
            Detach(client);
        }

        if (client.Touched == _dispatch)
            return;
        client.Touched = _dispatch;
        _touched.Add(client);
    }

    private void Detach(StreamClient client)
    {
        _index.Remove(client);
        client.Attached = false;
    }

    [System.Runtime.CompilerServices.InlineArray(ClientIndex.MostBuckets)]
    private struct ClientBuckets
    {
        private ClientBucket? _first;
    }
}
