using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Crm.Actors.Silo.Passwords;

/// <summary>An Argon2id hash in the PHC string format: <c>$argon2id$v=19$m=32768,t=3,p=1$salt$hash</c>, the last two in base64 without padding.</summary>
internal sealed record PhcString(Argon2Options Options, byte[] Salt, byte[] Hash)
{
    private const string Algorithm = "argon2id";
    private const string Version = "v=19";
    private const int MaxPart = 128;

    public static bool TryParse(string text, [NotNullWhen(true)] out PhcString? parsed)
    {
        parsed = null;
        if (text.Split('$') is not ["", Algorithm, Version, var costs, var salt, var hash])
            return false;
        if (costs.Split(',') is not [var memory, var passes, "p=1"] || !TryCost(memory, "m=", out var kib) || !TryCost(passes, "t=", out var times))
            return false;
        if (FromBase64(salt) is not { } saltBytes || FromBase64(hash) is not { Length: > 0 } hashBytes)
            return false;
        parsed = new PhcString(new Argon2Options { MemoryKiB = kib, Passes = times }, saltBytes, hashBytes);
        return true;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"${Algorithm}${Version}$m={Options.MemoryKiB},t={Options.Passes},p=1${ToBase64(Salt)}${ToBase64(Hash)}");

    private static bool TryCost(string text, string name, out int value)
    {
        value = 0;
        return text.StartsWith(name, StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(name.Length), NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value > 0;
    }

    private static string ToBase64(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=');

    private static byte[]? FromBase64(string text)
    {
        if (text.Length > MaxPart)
            return null;
        var bytes = new byte[MaxPart];
        var padded = text.PadRight((text.Length + 3) / 4 * 4, '=');
        return Convert.TryFromBase64String(padded, bytes, out var written) ? bytes[..written] : null;
    }
}
