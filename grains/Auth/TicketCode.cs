using System.Buffers.Text;
using System.Security.Cryptography;

namespace Crm.Actors.Grains.Auth;

/// <summary>A ticket's secret: 256 random bits, which nobody but the client keeps. Stores know its hash.</summary>
public static class TicketCode
{
    private const int Bytes = 32;
    private const int TextLength = 43;

    /// <summary>A new secret in base64url, 43 characters, and its hash.</summary>
    public static (string Text, TokenHash Hash) New()
    {
        var secret = RandomNumberGenerator.GetBytes(Bytes);
        return (Base64Url.EncodeToString(secret), Of(secret));
    }

    /// <summary>The hash of a secret as it was sent; null when it is none.</summary>
    public static TokenHash? Hash(string text)
    {
        Span<byte> secret = stackalloc byte[Bytes];
        return text.Length == TextLength && Base64Url.IsValid(text) && Base64Url.TryDecodeFromChars(text, secret, out var written) && written == Bytes
            ? Of(secret)
            : null;
    }

    private static TokenHash Of(ReadOnlySpan<byte> secret) => new(Convert.ToHexStringLower(SHA256.HashData(secret)));
}
