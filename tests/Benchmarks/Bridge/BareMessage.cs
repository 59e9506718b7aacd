using Crm.Actors.Contracts.Feed;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>A message of one event for a queue of the product's and for others at once, written before it is needed.</summary>
/// <param name="Queue">The partition's queue, from 0.</param>
/// <param name="Exchange">Where it goes.</param>
/// <param name="RoutingKey">The event's type.</param>
/// <param name="Properties">With the header that names the queue.</param>
/// <param name="Body">The CloudEvent.</param>
internal sealed record BareMessage(int Queue, string Exchange, string RoutingKey, BasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>As many as the product has.</summary>
    public const int Queues = 8;

    private static readonly CloudEventFormat Format = new("crm.events", "tasks.events");

    /// <summary>The properties of a message that is for no queue of the product's: its event is there together with others.</summary>
    public BasicProperties Alone { get; } = new(Properties) { Headers = null };

    /// <summary>Many events in one message, as the relay sends them to a queue.</summary>
    public static OutgoingMessage Together(IReadOnlyCollection<BareMessage> messages)
    {
        var joined = Format.Join([.. messages.Select(static m => new OutgoingMessage(m.Exchange, m.RoutingKey, m.Properties, m.Body))]);
        joined.Properties.DeliveryMode = DeliveryModes.Persistent;
        return joined;
    }

    /// <summary>The messages of events, in order.</summary>
    public static List<BareMessage> Of(IEnumerable<FeedEvent> events) => [.. events.Select(Of)];

    private static BareMessage Of(FeedEvent e)
    {
        var partition = EventPartition.Of(e.Subject);
        var message = Format.Write(StreamId.Create(EventStreams.Namespace, partition), e, null);
        message.Properties.DeliveryMode = DeliveryModes.Persistent;
        message.Properties.Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["partition"] = $"{partition % Queues}" };
        return new(partition % Queues, message.Exchange, message.RoutingKey, message.Properties, message.Body);
    }
}
