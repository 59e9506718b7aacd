namespace Crm.Actors.Grains.Auth;

/// <summary>Entries by key, in bounded memory: when the young generation is full it becomes the old one, whose entries come back when used.</summary>
/// <param name="capacity">Entries per generation.</param>
internal sealed class RecentEntries<TKey, TEntry>(int capacity)
    where TKey : notnull
    where TEntry : new()
{
    private Dictionary<TKey, TEntry> _young = [];
    private Dictionary<TKey, TEntry> _old = [];

    /// <summary>The entry of the key, made when there is none.</summary>
    public TEntry Find(TKey key)
    {
        if (_young.TryGetValue(key, out var entry))
            return entry;
        if (!_old.TryGetValue(key, out entry))
            entry = new TEntry();
        if (_young.Count >= capacity)
            (_old, _young) = (_young, []);
        _young[key] = entry;
        return entry;
    }
}
