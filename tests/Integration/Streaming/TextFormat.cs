using System.Diagnostics.CodeAnalysis;
using System.Text;
using Crm.Actors.Streaming.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>Events that are texts, all of one stream. Empty ones are none.</summary>
internal sealed class TextFormat : IRabbitMqMessageFormat
{
    public const string Unreadable = "It is empty.";

    public OutgoingMessage Write(StreamId stream, object item, IReadOnlyDictionary<string, object>? requestContext) =>
        new("", "", new BasicProperties(), Encoding.UTF8.GetBytes((string)item));

    public bool TryRead(IncomingMessage message, [NotNullWhen(true)] out ReceivedEvent? received, [NotNullWhen(false)] out string? reason)
    {
        received = message.Body.IsEmpty ? null : new ReceivedEvent(StreamId.Create("texts", "all"), Encoding.UTF8.GetString(message.Body.Span));
        reason = received is null ? Unreadable : null;
        return received is not null;
    }
}
