using System.Diagnostics.CodeAnalysis;
using System.Text;
using Crm.Actors.Streaming.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>Events that are texts, all of one stream. Empty ones and several lines are none. Several together are lines.</summary>
internal sealed class TextFormat : IRabbitMqBatchFormat
{
    public const string Lines = "text/lines";
    public const string Unreadable = "It is no line.";
    public static readonly StreamId Stream = StreamId.Create("texts", "all");

    public string? ContentType => "text/line";

    public OutgoingMessage Write(StreamId stream, object item, IReadOnlyDictionary<string, object>? requestContext) =>
        new("", "", new BasicProperties(), Encoding.UTF8.GetBytes((string)item));

    public bool TryRead(IncomingMessage message, [NotNullWhen(true)] out ReceivedEvent? received, [NotNullWhen(false)] out string? reason)
    {
        received = message.Body.IsEmpty || message.Body.Span.Contains((byte)'\n') ? null : new ReceivedEvent(Stream, Encoding.UTF8.GetString(message.Body.Span));
        reason = received is null ? Unreadable : null;
        return received is not null;
    }

    public OutgoingMessage Join(IReadOnlyList<OutgoingMessage> messages) => new(
        "", "", new BasicProperties { ContentType = Lines }, Encoding.UTF8.GetBytes(string.Join('\n', messages.Select(static m => Encoding.UTF8.GetString(m.Body.Span)))));

    public IReadOnlyList<ReadOnlyMemory<byte>>? Split(IncomingMessage message) => message.Properties.ContentType != Lines
        ? null
        : Encoding.UTF8.GetString(message.Body.Span).Split('\n').Select(static line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)).ToList();
}
