namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// Positions that wait for one client: one writer, one reader, no lock. It holds positions and not frames, so that a client that takes
/// nothing keeps no event in memory. Starts small and grows to its bound.
/// </summary>
public sealed class PositionQueue(int bound)
{
    private const int Smallest = 8;
    private long[] _slots = new long[Math.Min(Smallest, bound)];
    private int _read;
    private int _written;

    /// <summary>Writer: false when the queue is full.</summary>
    public bool TryEnqueue(long position)
    {
        var slots = _slots;
        var read = Volatile.Read(ref _read);
        if (_written - read == slots.Length)
        {
            if (slots.Length >= bound)
                return false;
            slots = Grow(slots, read);
        }

        slots[_written & (slots.Length - 1)] = position;
        Volatile.Write(ref _written, _written + 1);
        return true;
    }

    /// <summary>Reader: the oldest position.</summary>
    public bool TryDequeue(out long position)
    {
        if (Volatile.Read(ref _written) == _read)
        {
            position = 0;
            return false;
        }

        var slots = Volatile.Read(ref _slots);
        position = slots[_read & (slots.Length - 1)];
        Volatile.Write(ref _read, _read + 1);
        return true;
    }

    /// <summary>Whether nothing waits. Exact only while the other side stands still.</summary>
    public bool IsEmpty => Volatile.Read(ref _written) == Volatile.Read(ref _read);

    /// <summary>Reader, while the writer is kept out.</summary>
    public void Clear() => Volatile.Write(ref _read, Volatile.Read(ref _written));

    private long[] Grow(long[] old, int read)
    {
        var larger = new long[old.Length * 2];
        // From a read index that may already have moved on: a slot too many does no harm.
        for (var i = read; i != _written; i++)
            larger[i & (larger.Length - 1)] = old[i & (old.Length - 1)];
        Volatile.Write(ref _slots, larger);
        return larger;
    }
}
