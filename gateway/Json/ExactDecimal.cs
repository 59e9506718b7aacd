using System.Buffers.Text;

namespace Crm.Actors.Gateway.Json;

/// <summary>Reads decimal numbers without ever rounding: what does not fit a <see cref="decimal"/> digit by digit is refused.</summary>
internal static class ExactDecimal
{
    private const int MaxDigits = 28;
    private const int MaxLength = 64;

    /// <summary>Reads an optional minus sign, digits, and an optional fraction; with <paramref name="allowExponent"/> also an exponent.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, bool allowExponent, out decimal value)
    {
        value = 0;
        if (text.Length is 0 or > MaxLength) return false;
        var rest = text[0] == '-' ? text[1..] : text;
        var whole = TakeDigits(ref rest);
        var fraction = default(ReadOnlySpan<byte>);
        if (!rest.IsEmpty && rest[0] == '.')
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
            if (fraction.IsEmpty) return false;
        }

        if (whole.IsEmpty || !TryTakeExponent(rest, allowExponent, out var exponent)) return false;

        // 28 digits always fit, wherever the point is; so all digits that the number has when written out must be that few.
        var scale = Math.Max(0, fraction.Length - exponent);
        var digits = Math.Max(whole.Length + exponent, 1) + scale;
        return digits <= MaxDigits
            && Utf8Parser.TryParse(text, out value, out var consumed, 'G')
            && consumed == text.Length;
    }

    private static ReadOnlySpan<byte> TakeDigits(scoped ref ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var digits = length < 0 ? rest : rest[..length];
        rest = rest[digits.Length..];
        return digits;
    }

    private static bool TryTakeExponent(ReadOnlySpan<byte> rest, bool allowed, out int exponent)
    {
        exponent = 0;
        if (rest.IsEmpty) return true;
        if (!allowed || (rest[0] | 0x20) != 'e') return false;
        rest = rest[1..];
        if (!rest.IsEmpty && rest[0] == '+') rest = rest[1..];
        return Utf8Parser.TryParse(rest, out exponent, out var consumed)
            && consumed == rest.Length
            && exponent is >= -MaxDigits and <= MaxDigits;
    }
}
