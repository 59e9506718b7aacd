using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>
/// Remembers tokens that were found valid, by their SHA-256, until they expire, so that a busy client's token is checked once.
/// Bounded by two generations: when the young one is full it becomes the old one, and what is still in use moves back.
/// </summary>
/// <param name="time">Decides what has expired.</param>
/// <param name="capacity">Tokens per generation.</param>
internal sealed class TokenCache(TimeProvider time, int capacity = 8192)
{
    private readonly Lock _turning = new();
    private ConcurrentDictionary<TokenHash, Entry> _young = new();
    private ConcurrentDictionary<TokenHash, Entry> _old = new();
    private int _youngCount;

    public TokenValidationResult? Find(string token)
    {
        var hash = TokenHash.Of(token);
        if (!_young.TryGetValue(hash, out var entry))
        {
            if (!_old.TryGetValue(hash, out entry)) return null;
            Keep(hash, entry);
        }

        return time.GetUtcNow() < entry.ValidUntil ? entry.Result : null;
    }

    public void Add(string token, TokenValidationResult result, DateTimeOffset validUntil) =>
        Keep(TokenHash.Of(token), new Entry(result, validUntil));

    private void Keep(TokenHash hash, Entry entry)
    {
        if (!_young.TryAdd(hash, entry) || Interlocked.Increment(ref _youngCount) < capacity) return;
        lock (_turning)
        {
            if (_youngCount < capacity) return;
            _old = _young;
            _young = new ConcurrentDictionary<TokenHash, Entry>();
            _youngCount = 0;
        }
    }

    private sealed record Entry(TokenValidationResult Result, DateTimeOffset ValidUntil);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct TokenHash(UInt128 First, UInt128 Second)
    {
        public static TokenHash Of(string token)
        {
            Span<UInt128> hash = stackalloc UInt128[2];
            SHA256.HashData(MemoryMarshal.AsBytes(token.AsSpan()), MemoryMarshal.AsBytes(hash));
            return new TokenHash(hash[0], hash[1]);
        }
    }
}
