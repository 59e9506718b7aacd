using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.Streaming.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.Silo.Messaging;

/// <summary>
/// Committed events as CloudEvents 1.0 (JSON format), with the attributes that AMQP 0-9-1 has properties for in those, too. The routing
/// key is the event's type. Several together are a batch of the same format: an array of them.
/// </summary>
/// <param name="eventsExchange">For events of all aggregates but tasks.</param>
/// <param name="tasksExchange">For events of tasks.</param>
internal sealed class CloudEventFormat(string eventsExchange, string tasksExchange) : IRabbitMqBatchFormat
{
    private const string TraceParent = "traceparent";
    private static readonly string TaskSource = EventSources.Of("task");
    private static readonly JsonWriterOptions Json = new() { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string? ContentType => CloudEventJson.MediaType;

    /// <inheritdoc/>
    public OutgoingMessage Write(StreamId stream, object item, IReadOnlyDictionary<string, object>? requestContext)
    {
        var traced = item as TracedEvent;
        var e = traced?.Event ?? (FeedEvent)item;
        var trace = traced?.TraceParent ?? e.TraceParent;
        var properties = new BasicProperties
        {
            ContentType = CloudEventJson.MediaType,
            MessageId = e.Id.ToString("D"),
            Type = e.Type,
            Timestamp = new AmqpTimestamp(e.Time.ToUnixTimeSeconds()),
        };
        if (trace is not null)
            properties.Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { [TraceParent] = trace };
        return new(ExchangeOf(e), e.Type, properties, Body(e));
    }

    /// <inheritdoc/>
    public bool TryRead(IncomingMessage message, [NotNullWhen(true)] out ReceivedEvent? received, [NotNullWhen(false)] out string? reason)
    {
        received = CloudEventReader.TryRead(message.Body, out var e, out reason)
            ? new ReceivedEvent(StreamId.Create(EventStreams.Namespace, EventPartition.Of(e.Subject)), e)
            : null;
        return received is not null;
    }

    /// <inheritdoc/>
    public OutgoingMessage Join(IReadOnlyList<OutgoingMessage> messages)
    {
        var body = new ArrayBufferWriter<byte>(messages.Sum(static message => message.Body.Length + 1) + 1);
        for (var i = 0; i < messages.Count; i++)
        {
            body.Write(i == 0 ? "["u8 : ","u8);
            body.Write(messages[i].Body.Span);
        }

        body.Write("]"u8);
        return new("", "", new BasicProperties { ContentType = CloudEventJson.BatchMediaType }, body.WrittenMemory);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Split(IncomingMessage message) => PartsOf(message);

    /// <inheritdoc cref="Split"/>
    internal static IReadOnlyList<ReadOnlyMemory<byte>>? PartsOf(IncomingMessage message) =>
        string.Equals(message.Properties.ContentType, CloudEventJson.BatchMediaType, StringComparison.Ordinal)
            ? CloudEventReader.Split(message.Body, RabbitMqBatchPublisher.EventsPerMessage)
            : null;

    private static ReadOnlyMemory<byte> Body(FeedEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>(e.Data.Length + 512);
        using (var json = new Utf8JsonWriter(buffer, Json))
            CloudEventJson.Write(json, e);
        return buffer.WrittenMemory;
    }

    /// <summary>The exchange that an event is published on.</summary>
    internal string ExchangeOf(FeedEvent e) => string.Equals(e.Source, TaskSource, StringComparison.Ordinal) ? tasksExchange : eventsExchange;
}
