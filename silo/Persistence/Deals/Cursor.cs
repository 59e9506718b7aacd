using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Opaque cursors: base64url of an encrypted payload and 16 bytes of HMAC-SHA256 over the payload and the context in which alone it is
/// good (caller, kind of list, filters and order). Encrypted because a list may end at a deal that its reader does not see. The code
/// also starts the key stream, as in SIV (RFC 5297): equal cursors look equal, and no other two share a stream.
/// </summary>
internal static class Cursor
{
    private const int MacLength = 16;
    private const int MaxText = 4096;

    public static string Write(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> context, byte[] key)
    {
        var mac = Mac(payload, context, key);
        return Base64Url.EncodeToString([.. Encrypted(payload, mac, key), .. mac]);
    }

    public static bool TryRead(string text, ReadOnlySpan<byte> context, byte[] key, [NotNullWhen(true)] out byte[]? payload)
    {
        payload = null;
        if (text.Length is 0 or > MaxText || !Base64Url.IsValid(text))
            return false;
        ReadOnlySpan<byte> bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= MacLength)
            return false;
        var mac = bytes[^MacLength..];
        var body = Encrypted(bytes[..^MacLength], mac, key);
        if (!CryptographicOperations.FixedTimeEquals(Mac(body, context, key), mac))
            return false;
        payload = body;
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

    // The same both ways.
    private static byte[] Encrypted(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> mac, byte[] key)
    {
        var bytes = new byte[payload.Length];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, bytes, mac, "crm cursor"u8);
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] ^= payload[i];
        return bytes;
    }
}
