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
        var kind = KindOf(e.Type);
        var attributes = AttributesOf(e);
        return new(attributes)
        {
            Position = e.Position,
            Type = e.Type,
            Kind = kind,
            Subject = e.Subject,
            Bytes = _buffer.WrittenSpan.ToArray(),
            Left = kind == EventKind.Deal && attributes.MayEndSight ? SseText.DealLeft(new(epoch, e.Position), e.Subject, e.Sequence) : null,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WriteCloudEvent(FeedEvent e)
    {
        _json.Reset();
        CloudEventJson.Write(_json, e);
        _json.Flush();
    }

    private EventAttributes AttributesOf(FeedEvent e)
    {
        try
        {
            return EventAttributes.Parse(e.Data.Span, _stages);
        }
        catch (JsonException)
        {
            // Unfilterable, so for those only who see everything.
            return default;
        }
    }

    private static EventKind KindOf(string type) =>
        // The task does not exist yet: it is the deal that asks for it.
        type is "task.requested" || type.StartsWith("deal.", StringComparison.Ordinal) ? EventKind.Deal
        : type.StartsWith("task.", StringComparison.Ordinal) ? EventKind.Task
        : type is "notification.created" or "notification.read" ? EventKind.Notification
        : EventKind.Other;

    private void Text(string text)
    {
        var span = _buffer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        _buffer.Advance(Encoding.UTF8.GetBytes(text, span));
    }
}
