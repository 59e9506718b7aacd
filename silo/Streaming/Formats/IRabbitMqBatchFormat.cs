namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A format in which one message can carry many events of a queue; <see cref="RabbitMqBatchPublisher"/> needs one.</summary>
public interface IRabbitMqBatchFormat : IRabbitMqMessageFormat
{
    /// <summary>The content type of a message with a single event; null when it has none.</summary>
    string? ContentType { get; }

    /// <summary>Makes one message of several. Exchange and routing key do not count: it goes to a queue of the provider's.</summary>
    /// <param name="messages">What <see cref="IRabbitMqMessageFormat.Write"/> made, at least one.</param>
    OutgoingMessage Join(IReadOnlyList<OutgoingMessage> messages);

    /// <summary>
    /// The bodies, in order, of which <see cref="Join"/> made a message; each is then read as a message of its own. Null for what is no such
    /// message, and for one of more than <see cref="RabbitMqBatchPublisher.EventsPerMessage"/>; never throws for what it may contain.
    /// </summary>
    /// <param name="message">What arrived; its memory is the caller's for good.</param>
    IReadOnlyList<ReadOnlyMemory<byte>>? Split(IncomingMessage message);
}
