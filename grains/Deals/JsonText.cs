using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Actors.Grains.Deals;

/// <summary>Field values as canonical JSON texts: equal values have equal texts.</summary>
internal static class JsonText
{
    public const string Null = "null";

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string? value)
    {
        if (value is null)
            return Null;
        return string.Concat("\"", JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value, "\"");
    }

    public static string Of(decimal? value) =>
        value is { } amount ? string.Concat("\"", amount.ToString(CultureInfo.InvariantCulture), "\"") : Null;

    public static string Of(DateOnly? value) =>
        value is { } date ? string.Concat("\"", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), "\"") : Null;

    public static string Of(Guid? value) => value is { } id ? $"\"{id}\"" : Null;

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(ImmutableArray<Guid> values) => $"[{string.Join(',', values.Select(static id => Of(id)))}]";

    public static string Of(ImmutableArray<string> values)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            writer.WriteStartArray();
            foreach (var value in values)
                writer.WriteStringValue(value);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static string? ToText(string json) => json == Null ? null : JsonSerializer.Deserialize(json, JsonTextContext.Default.String);

    public static decimal? ToAmount(string json) =>
        json == Null ? null : decimal.Parse(json.AsSpan(1, json.Length - 2), CultureInfo.InvariantCulture);

    public static DateOnly? ToDate(string json) =>
        json == Null ? null : DateOnly.ParseExact(json.AsSpan(1, json.Length - 2), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static ImmutableArray<string> ToTexts(string json) =>
        json == Null ? [] : [.. JsonSerializer.Deserialize(json, JsonTextContext.Default.StringArray)!];
}
