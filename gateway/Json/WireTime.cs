using System.Globalization;
using System.Text.Json;

namespace Crm.Actors.Gateway.Json;

/// <summary>Dates and times on the wire: RFC 3339, UTC, with microseconds.</summary>
internal static class WireTime
{
    private const int MaxLength = 32;
    private const int MicrosecondsLength = 27;

    public static void WriteTime(this Utf8JsonWriter json, JsonEncodedText name, DateTimeOffset time)
    {
        // The round-trip format has one digit more; it is the only one that is written without interpreting a pattern.
        Span<byte> text = stackalloc byte[MaxLength];
        time.UtcDateTime.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        text[MicrosecondsLength - 1] = (byte)'Z';
        json.WriteString(name, text[..MicrosecondsLength]);
    }

    public static void WriteDate(this Utf8JsonWriter json, JsonEncodedText name, DateOnly? date)
    {
        if (date is not { } value)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    /// <summary>A decimal as a string, with the scale that it has.</summary>
    public static void WriteDecimal(this Utf8JsonWriter json, JsonEncodedText name, decimal? number)
    {
        if (number is not { } value)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        json.WriteString(name, text[..length]);
    }

    public static void WriteUuid(this Utf8JsonWriter json, JsonEncodedText name, Guid? id)
    {
        if (id is { } value) json.WriteString(name, value);
        else json.WriteNull(name);
    }
}
