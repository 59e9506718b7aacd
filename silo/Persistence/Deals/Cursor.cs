using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Opaque cursors: base64url of a payload and 16 bytes of HMAC-SHA256 over the payload and the context in which alone it is good
/// (caller, kind of list, filters and order).
/// </summary>
internal static class Cursor
{
    private const int MacLength = 16;
    private const int MaxText = 4096;

    public static string Write(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> context, byte[] key) =>
        Base64Url.EncodeToString([.. payload, .. Mac(payload, context, key)]);

    public static bool TryRead(string text, ReadOnlySpan<byte> context, byte[] key, [NotNullWhen(true)] out byte[]? payload)
    {
        payload = null;
        if (text.Length is 0 or > MaxText || !Base64Url.IsValid(text))
            return false;
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= MacLength)
            return false;
        var body = bytes[..^MacLength];
        if (!CryptographicOperations.FixedTimeEquals(Mac(body, context, key), bytes[^MacLength..]))
            return false;
        payload = body.ToArray();
        return true;
    }

    private static ReadOnlySpan<byte> Mac(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> context, byte[] key)
    {
        // The context has a fixed length, so the two parts cannot be shifted against each other.
        Span<byte> contextHash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(context, contextHash);
        byte[] authenticated = [.. contextHash, .. payload];
        return HMACSHA256.HashData(key, authenticated).AsSpan(0, MacLength);
    }
}
