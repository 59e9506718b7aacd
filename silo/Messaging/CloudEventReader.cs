using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Silo.Messaging;

/// <summary>Reads what <see cref="CloudEventJson"/> writes. Anyone can publish on the exchange, so nothing is taken for granted.</summary>
internal static class CloudEventReader
{
    private const int DeepestArray = 1000;
    private const int LongestType = 255;

    /// <param name="json">The message.</param>
    /// <param name="e">The event; its data is a part of <paramref name="json"/>.</param>
    /// <param name="reason">Why it is none, in one line.</param>
    public static bool TryRead(ReadOnlyMemory<byte> json, [NotNullWhen(true)] out FeedEvent? e, [NotNullWhen(false)] out string? reason)
    {
        try
        {
            e = Read(json);
            reason = null;
            return true;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            e = null;
            reason = $"It is not an event: {problem.Message}";
            return false;
        }
    }

    /// <summary>The elements of a JSON array, each a part of it; null when it is none, or empty, or has too many.</summary>
    /// <param name="json">The message.</param>
    /// <param name="most">How many it may have; nobody reads beyond them.</param>
    public static IReadOnlyList<ReadOnlyMemory<byte>>? Split(ReadOnlyMemory<byte> json, int most)
    {
        try
        {
            // Deeper than an event may be: one that cannot be read must not hide the others.
            var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = DeepestArray });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
                return null;
            var parts = new List<ReadOnlyMemory<byte>>();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (parts.Count == most)
                    return null;
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                parts.Add(json[start..(int)reader.BytesConsumed]);
            }

            return parts.Count == 0 || reader.Read() ? null : parts;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static FeedEvent Read(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        ReadOnlyMemory<byte>? data = null;
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new FormatException("it is no JSON object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            if (string.Equals(name, "data", StringComparison.Ordinal))
            {
                reader.Skip();
                data = json[start..(int)reader.BytesConsumed];
            }
            else if (reader.TokenType == JsonTokenType.String)
            {
                texts[name] = reader.GetString()!;
            }
            else
            {
                reader.Skip();
            }
        }

        // What follows the object, if anything.
        while (reader.Read())
            throw new FormatException("something follows the object");
        if (texts.GetValueOrDefault("specversion") is not "1.0")
            throw new FormatException("specversion is not 1.0");
        return new()
        {
            Id = Uuid(texts, "id"),
            Type = EventType(texts),
            Source = Text(texts, "source"),
            Subject = Uuid(texts, "subject"),
            Sequence = Number(texts, "sequence"),
            Position = Number(texts, "position"),
            Time = Time(texts),
            ActorId = Uuid(texts, "actorid"),
            TraceParent = texts.GetValueOrDefault("traceparent"),
            Data = data ?? throw new FormatException("data is missing"),
        };
    }

    private static string Text(Dictionary<string, string> texts, string name) =>
        texts.GetValueOrDefault(name) is { Length: > 0 } text ? text : throw new FormatException($"{name} is missing");

    /// <summary>It is a routing key, which is a short string in AMQP 0-9-1: a longer one could not be published again.</summary>
    private static string EventType(Dictionary<string, string> texts)
    {
        var type = Text(texts, "type");
        return Encoding.UTF8.GetByteCount(type) <= LongestType ? type : throw new FormatException($"type is longer than {LongestType} bytes");
    }

    private static Guid Uuid(Dictionary<string, string> texts, string name) =>
        Guid.TryParseExact(Text(texts, name), "D", out var id) ? id : throw new FormatException($"{name} is no UUID");

    private static long Number(Dictionary<string, string> texts, string name) =>
        long.TryParse(Text(texts, name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} is no number from 1 on");

    private static DateTimeOffset Time(Dictionary<string, string> texts) =>
        DateTimeOffset.TryParse(Text(texts, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new FormatException("time is no time");
}
