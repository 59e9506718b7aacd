using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Crm.Actors.Grains.Auth;

/// <summary>A refresh token: 256 random bits, which nobody but the client keeps. Stores know its hash.</summary>
public sealed class RefreshToken
{
    private const int Bytes = 32;
    private const int TextLength = 43;

    private readonly byte[] _secret;

    private RefreshToken(byte[] secret)
    {
        _secret = secret;
        Hash = new TokenHash(Convert.ToHexStringLower(SHA256.HashData(secret)));
    }

    public TokenHash Hash { get; }

    /// <summary>Base64url, 43 characters.</summary>
    public string Text => Base64Url.EncodeToString(_secret);

    internal ReadOnlySpan<byte> Secret => _secret;

    public static RefreshToken New() => new(RandomNumberGenerator.GetBytes(Bytes));

    public static bool TryParse(string text, [NotNullWhen(true)] out RefreshToken? token)
    {
        token = null;
        var secret = new byte[Bytes];
        if (text.Length != TextLength || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, secret, out var written) || written != Bytes)
            return false;
        token = new RefreshToken(secret);
        return true;
    }
}
