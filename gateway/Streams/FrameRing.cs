namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// The newest frames of one epoch, consecutive, bounded by count and bytes. One writer; readers need no lock, because a frame knows its
/// position and a slot that was taken over shows another one.
/// </summary>
public sealed class FrameRing
{
    private readonly EventFrame?[] _slots;
    private readonly long _maxBytes;
    private long _bytes;
    private long _floor;
    private long _head;

    /// <param name="epoch">The log's name.</param>
    /// <param name="start">The first frame will be the one after this position.</param>
    /// <param name="capacity">Most frames; a power of two.</param>
    /// <param name="maxBytes">Most bytes; a single frame may be larger.</param>
    public FrameRing(string epoch, long start, int capacity, long maxBytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(int.IsPow2(capacity), true, nameof(capacity));
        (Epoch, Start, _floor, _head, _maxBytes) = (epoch, start, start, start, maxBytes);
        _slots = new EventFrame?[capacity];
    }

    public string Epoch { get; }

    /// <summary>Where this ring began.</summary>
    public long Start { get; }

    /// <summary>The newest position.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Every frame after this position, up to the head, is here unless it is just being dropped.</summary>
    public long Floor => Volatile.Read(ref _floor);

    /// <summary>The frame at a position, or null when it is not (or no longer) here.</summary>
    public EventFrame? Get(long position)
    {
        var frame = Volatile.Read(ref _slots[position & (_slots.Length - 1)]);
        return frame is not null && frame.Position == position ? frame : null;
    }

    /// <summary>Adds the frame that follows the newest one.</summary>
    public void Add(EventFrame frame)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(frame.Position, _head + 1, nameof(frame));
        if (_head - _floor == _slots.Length)
            DropOldest();
        _bytes += frame.Size;
        while (_bytes > _maxBytes && _floor < _head)
            DropOldest();
        Volatile.Write(ref _slots[frame.Position & (_slots.Length - 1)], frame);
        Volatile.Write(ref _head, frame.Position);
    }

    private void DropOldest()
    {
        var slot = (_floor + 1) & (_slots.Length - 1);
        _bytes -= _slots[slot]!.Size;
        Volatile.Write(ref _floor, _floor + 1);
        Volatile.Write(ref _slots[slot], null);
    }
}
