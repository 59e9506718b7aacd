using System.Collections.Concurrent;

namespace Crm.Actors.Gateway.Auth;

/// <summary>
/// Remembers tokens that were found good until they expire, so that a busy client's token is checked once.
/// Bounded by two generations: when the young one is full it becomes the old one, and what is still in use moves back.
/// </summary>
/// <param name="time">Decides what has expired.</param>
/// <param name="capacity">Tokens per generation.</param>
internal sealed class TokenCache(TimeProvider time, int capacity = 8192)
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<string, KnownToken> _young = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, KnownToken> _old = new(StringComparer.Ordinal);
    private int _youngCount;

    public KnownToken? Find(ReadOnlySpan<char> token)
    {
        if (!_young.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var known))
        {
            if (!_old.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(token, out var text, out known)) return null;
            Add(text, known);
        }

        return time.GetUtcNow() < known.ValidUntil ? known : null;
    }

    public void Add(string token, KnownToken known)
    {
        if (!_young.TryAdd(token, known) || Interlocked.Increment(ref _youngCount) < capacity) return;
        lock (_turning)
        {
            if (_youngCount < capacity) return;
            _old = _young;
            _young = new ConcurrentDictionary<string, KnownToken>(StringComparer.Ordinal);
            _youngCount = 0;
        }
    }
}
