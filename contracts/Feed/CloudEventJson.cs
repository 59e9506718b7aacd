using System.Text.Json;

namespace Crm.Actors.Contracts.Feed;

/// <summary>An event as CloudEvents 1.0 JSON (section 2 of the JSON event format), the same on every channel.</summary>
public static class CloudEventJson
{
    /// <summary>The media type of one event in JSON.</summary>
    public const string MediaType = "application/cloudevents+json";

    /// <summary>The media type of a JSON array of events (section 4 of the JSON event format).</summary>
    public const string BatchMediaType = "application/cloudevents-batch+json";

    /// <summary>Writes one event as an object. Line breaks in its data, which are only white space in JSON, become spaces.</summary>
    public static void Write(Utf8JsonWriter json, FeedEvent e)
    {
        Span<byte> number = stackalloc byte[20];
        Span<byte> time = stackalloc byte[32];
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, e.Id);
        json.WriteString("source"u8, e.Source);
        json.WriteString("type"u8, e.Type);
        json.WriteString("subject"u8, e.Subject);
        e.Time.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
        json.WriteString("time"u8, time[..length]);
        e.Sequence.TryFormat(number, out length);
        json.WriteString("sequence"u8, number[..length]);
        e.Position.TryFormat(number, out length);
        json.WriteString("position"u8, number[..length]);
        json.WriteString("actorid"u8, e.ActorId);
        if (e.TraceParent is not null)
            json.WriteString("traceparent"u8, e.TraceParent);
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(OneLine(e.Data.Span), skipInputValidation: true);
        json.WriteEndObject();
    }

    private static ReadOnlySpan<byte> OneLine(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny((byte)'\r', (byte)'\n') < 0)
            return json;
        var copy = json.ToArray();
        copy.AsSpan().Replace((byte)'\r', (byte)' ');
        copy.AsSpan().Replace((byte)'\n', (byte)' ');
        return copy;
    }
}
