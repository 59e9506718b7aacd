using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Turns events into server-sent messages whose data is a CloudEvent 1.0 (JSON format). Not for several threads.</summary>
public sealed class FrameEncoder : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(2048);
    private readonly StageNames _stages = new();
    private readonly Utf8JsonWriter _json;

    public FrameEncoder() => _json = new(_buffer, new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <param name="epoch">The log's name, part of the message's id.</param>
    /// <param name="e">The event.</param>
    public EventFrame Encode(string epoch, FeedEvent e)
    {
        _buffer.ResetWrittenCount();
        Text("id: ");
        Text(epoch);
        Text("-");
        e.Position.TryFormat(_buffer.GetSpan(20), out var digits);
        _buffer.Advance(digits);
        Text("\nevent: ");
        Text(e.Type);
        Text("\ndata: ");
        WriteCloudEvent(e);
        Text("\n\n");
        return new()
        {
            Position = e.Position,
            Type = e.Type,
            Kind = KindOf(e.Type),
            Subject = e.Subject,
            Attributes = AttributesOf(e),
            Bytes = _buffer.WrittenSpan.ToArray(),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteCloudEvent(FeedEvent e)
    {
        Span<byte> number = stackalloc byte[20];
        Span<byte> time = stackalloc byte[32];
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("specversion"u8, "1.0"u8);
        _json.WriteString("id"u8, e.Id);
        _json.WriteString("source"u8, e.Source);
        _json.WriteString("type"u8, e.Type);
        _json.WriteString("subject"u8, e.Subject);
        e.Time.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
        _json.WriteString("time"u8, time[..length]);
        e.Sequence.TryFormat(number, out length);
        _json.WriteString("sequence"u8, number[..length]);
        e.Position.TryFormat(number, out length);
        _json.WriteString("position"u8, number[..length]);
        _json.WriteString("actorid"u8, e.ActorId);
        if (e.TraceParent is not null)
            _json.WriteString("traceparent"u8, e.TraceParent);
        _json.WriteString("datacontenttype"u8, "application/json"u8);
        _json.WritePropertyName("data"u8);
        _json.WriteRawValue(OneLine(e.Data.Span), skipInputValidation: true);
        _json.WriteEndObject();
        _json.Flush();
    }

    /// <summary>A line break in JSON is only white space between tokens, but would end the <c>data:</c> line.</summary>
    private static ReadOnlySpan<byte> OneLine(ReadOnlySpan<byte> json)
    {
        if (json.IndexOfAny((byte)'\r', (byte)'\n') < 0)
            return json;
        var copy = json.ToArray();
        copy.AsSpan().Replace((byte)'\r', (byte)' ');
        copy.AsSpan().Replace((byte)'\n', (byte)' ');
        return copy;
    }

    private EventAttributes AttributesOf(FeedEvent e)
    {
        try
        {
            return EventAttributes.Parse(e.Data.Span, _stages);
        }
        catch (JsonException)
        {
            // Unfilterable, but still somebody's event.
            return default;
        }
    }

    private static EventKind KindOf(string type) =>
        type.StartsWith("deal.", StringComparison.Ordinal) ? EventKind.Deal
        : type.StartsWith("notification.", StringComparison.Ordinal) ? EventKind.Notification
        : EventKind.Other;

    private void Text(string text)
    {
        var span = _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _buffer.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
