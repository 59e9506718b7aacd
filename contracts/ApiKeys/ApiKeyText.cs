using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>
/// An API key as its owner has it: <c>crm_</c>, its id in 32 hexadecimal digits, <c>_</c>, 256 random bits in base64url, and 8 hexadecimal
/// digits of a checksum over all before them. The prefix is what secret scanners look for, and the checksum tells them a key from a
/// look-alike: <c>crm_[0-9a-f]{32}_[A-Za-z0-9_-]{43}[0-9a-f]{8}</c>.
/// </summary>
public static class ApiKeyText
{
    public const string Prefix = "crm_";

    /// <summary>Characters of a key.</summary>
    public const int Length = ChecksumAt + ChecksumLength;

    private const int SecretBytes = 32;
    private const int IdLength = 32;
    private const int SecretLength = 43;
    private const int ChecksumLength = 8;
    private const int SecretAt = 4 + IdLength + 1;
    private const int ChecksumAt = SecretAt + SecretLength;

    /// <summary>A key with a new secret, and the hash of that, which is all that is ever kept.</summary>
    public static string New(Guid id, out ApiKeyHash hash)
    {
        Span<byte> secret = stackalloc byte[SecretBytes];
        RandomNumberGenerator.Fill(secret);
        hash = ApiKeyHash.Of(secret);
        var text = $"{Prefix}{id:N}_{Base64Url.EncodeToString(secret)}";
        return text + Checksum(text);
    }

    /// <summary>Reads a key. False when it is none, or was not copied whole.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Guid id, out ApiKeyHash hash)
    {
        hash = default;
        id = default;
        if (text.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[SecretAt - 1] != '_')
            return false;
        if (!Ascii.IsValid(text) || !text[ChecksumAt..].SequenceEqual(Checksum(text[..ChecksumAt])))
            return false;
        Span<byte> secret = stackalloc byte[SecretBytes];
        var encoded = text[SecretAt..ChecksumAt];
        if (!Guid.TryParseExact(text.Slice(Prefix.Length, IdLength), "N", out id)
            || !Base64Url.IsValid(encoded)
            || !Base64Url.TryDecodeFromChars(encoded, secret, out var written)
            || written != SecretBytes)
        {
            return false;
        }

        hash = ApiKeyHash.Of(secret);
        return true;
    }

    private static string Checksum(ReadOnlySpan<char> text)
    {
        Span<byte> ascii = stackalloc byte[ChecksumAt];
        Encoding.ASCII.GetBytes(text, ascii);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(ascii, hash);
        return Convert.ToHexStringLower(hash[..(ChecksumLength / 2)]);
    }
}
