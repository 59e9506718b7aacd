using System.Diagnostics.CodeAnalysis;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>How events look on the wire. Register another one as a keyed service under the provider's name to speak with other systems.</summary>
public interface IRabbitMqMessageFormat
{
    /// <summary>Makes the message of an event. The provider adds the partition and persistence.</summary>
    /// <param name="stream">The stream that it is published on.</param>
    /// <param name="item">The event.</param>
    /// <param name="requestContext">Orleans' request context, or null.</param>
    OutgoingMessage Write(StreamId stream, object item, IReadOnlyDictionary<string, object>? requestContext);

    /// <summary>Reads a message; never throws for what it may contain.</summary>
    /// <param name="message">What arrived; its memory is the caller's for good.</param>
    /// <param name="received">The event and its stream.</param>
    /// <param name="reason">Why it is no event, in one line.</param>
    bool TryRead(IncomingMessage message, [NotNullWhen(true)] out ReceivedEvent? received, [NotNullWhen(false)] out string? reason);
}
