using System.Collections.Concurrent;

namespace Crm.Actors.RateLimits;

/// <summary>
/// Entries by id, in bounded memory: when the young generation is full it becomes the old one, whose entries come back when they are used
/// and else are forgotten with the next turn.
/// </summary>
/// <param name="capacity">Entries per generation.</param>
internal sealed class BoundedTable<T>(int capacity)
    where T : class, new()
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<UInt128, T> _young = new();
    private ConcurrentDictionary<UInt128, T> _old = new();
    private int _youngCount;

    public int Count => _young.Count + _old.Count;

    public T Find(UInt128 id) => _young.TryGetValue(id, out var entry) ? entry : Keep(id, _old.TryGetValue(id, out var old) ? old : new T());

    private T Keep(UInt128 id, T entry)
    {
        var kept = _young.GetOrAdd(id, entry);
        if (!ReferenceEquals(kept, entry) || Interlocked.Increment(ref _youngCount) < capacity) return kept;
        lock (_turning)
        {
            if (_youngCount < capacity) return kept;
            _old = _young;
            _young = new ConcurrentDictionary<UInt128, T>();
            _youngCount = 0;
        }

        return kept;
    }
}
