using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Publishes events of streams; those of one stream always on the same channel, so that they stay in order.</summary>
internal sealed class EventPublisher
{
    private readonly StablePartitioning _partitions;
    private readonly IRabbitMqMessageFormat _format;
    private readonly PublishChannel[] _channels;

    public EventPublisher(Broker broker, StablePartitioning partitions, IRabbitMqMessageFormat format)
    {
        (_partitions, _format) = (partitions, format);
        _channels = [.. Enumerable.Range(0, broker.Options.PublishChannels).Select(_ => broker.NewPublishChannel())];
    }

    /// <summary>Ends when the broker has confirmed all events.</summary>
    /// <exception cref="PublishFailedException">It has not.</exception>
    public Task PublishAsync<T>(StreamId stream, IEnumerable<T> events, IReadOnlyDictionary<string, object>? requestContext, CancellationToken cancellation)
    {
        var queue = _partitions.NumberOf(stream);
        var partition = BrokerTopology.Number(queue);
        var messages = new List<OutgoingMessage>();
        foreach (var item in events)
        {
            var message = _format.Write(stream, item!, requestContext);
            message.Properties.DeliveryMode = DeliveryModes.Persistent;
            (message.Properties.Headers ??= new Dictionary<string, object?>(StringComparer.Ordinal))[BrokerTopology.PartitionHeader] = partition;
            messages.Add(message);
        }

        return messages.Count == 0 ? Task.CompletedTask : _channels[queue % _channels.Length].PublishAsync(messages, cancellation);
    }
}
