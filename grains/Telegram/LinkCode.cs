using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Grains.Telegram;

/// <summary>Codes that a person types into a chat: 40 random bits in Crockford's base32 (https://www.crockford.com/base32.html).</summary>
public static class LinkCode
{
    public const int Length = 8;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>
    /// SHA-256 of a code as it is meant, in hexadecimal digits: without regard to case and hyphens, O read as 0, I and L as 1. What is no code
    /// has the hash of none.
    /// </summary>
    public static LinkCodeHash HashOf(string typed)
    {
        var code = new StringBuilder(Length);
        foreach (var c in typed.Where(static c => c is not ('-' or ' ')).Take(Length + 1).Select(char.ToUpperInvariant))
            code.Append(c switch { 'O' => '0', 'I' or 'L' => '1', _ => c });
        return new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.ToString()))));
    }
}

/// <summary>The hash of a code; the code itself is kept nowhere.</summary>
[GenerateSerializer, Immutable, Alias("crm.LinkCodeHash")]
public readonly record struct LinkCodeHash([property: Id(0)] string Hex);
