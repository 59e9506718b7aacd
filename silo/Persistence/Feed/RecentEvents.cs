using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Persistence.Feed;

/// <summary>The newest events, consecutive, bounded by count and bytes. Safe for many readers and one writer.</summary>
public sealed class RecentEvents(int maxEvents, long maxBytes)
{
    private readonly Lock _gate = new();
    private readonly Queue<FeedEvent> _sizes = new();
    private readonly FeedEvent[] _slots = new FeedEvent[maxEvents];
    private string _epoch = "";
    private long _last;
    private long _bytes;
    private bool _live;

    /// <summary>Whether the newest event is known to be near the log's end. While it is not, nothing is answered.</summary>
    public bool Live
    {
        get
        {
            lock (_gate)
                return _live;
        }
    }

    /// <summary>The epoch and the newest position that is known.</summary>
    public FeedHead Last
    {
        get
        {
            lock (_gate)
                return new(_epoch, _last);
        }
    }

    /// <summary>Forgets everything and goes on after the head.</summary>
    public void Restart(FeedHead head)
    {
        lock (_gate)
        {
            _sizes.Clear();
            Array.Clear(_slots);
            (_epoch, _last, _bytes, _live) = (head.Epoch, head.Position, 0, true);
        }
    }

    /// <summary>Stops answering, because the log is not being followed.</summary>
    public void Pause()
    {
        lock (_gate)
            _live = false;
    }

    /// <summary>Answers again, from what is known.</summary>
    public void Resume()
    {
        lock (_gate)
            _live = true;
    }

    /// <summary>Adds the events that follow the newest one.</summary>
    public void Append(ImmutableArray<FeedEvent> events)
    {
        lock (_gate)
        {
            foreach (var e in events)
            {
                if (e.Position != _last + 1)
                    throw new FeedGapException(_last + 1, e.Position);
                _slots[e.Position % _slots.Length] = e;
                _sizes.Enqueue(e);
                _bytes += e.Data.Length;
                _last = e.Position;
                while (_sizes.Count > _slots.Length || (_bytes > maxBytes && _sizes.Count > 1))
                    Evict();
            }
        }
    }

    /// <summary>Events after a position, or false when they are not all here.</summary>
    public bool TryRead(long after, int max, long maxPageBytes, out FeedHead head, out ImmutableArray<FeedEvent> events)
    {
        lock (_gate)
        {
            head = new(_epoch, _last);
            events = [];
            if (!_live || after > _last || after < _last - _sizes.Count)
                return false;
            var count = (int)Math.Min(max, _last - after);
            var page = ImmutableArray.CreateBuilder<FeedEvent>(count);
            for (long p = after + 1, bytes = 0; page.Count < count && bytes < maxPageBytes; p++)
            {
                var e = _slots[p % _slots.Length];
                bytes += e.Data.Length;
                page.Add(e);
            }

            events = page.DrainToImmutable();
            return true;
        }
    }

    private void Evict()
    {
        var oldest = _sizes.Dequeue();
        _bytes -= oldest.Data.Length;
        var slot = oldest.Position % _slots.Length;
        if (_slots[slot].Position == oldest.Position)
            _slots[slot] = null!;
    }
}
