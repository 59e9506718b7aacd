using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Publishes many events at once. Each goes to its exchange alone, for other systems, and needs no queue there; the queue of their streams gets
/// them together, many in a message, which costs the broker a fraction of what as many messages would.
/// </summary>
public sealed class RabbitMqBatchPublisher
{
    /// <summary>Most events in one message; a message with more is none of ours.</summary>
    public const int EventsPerMessage = 64;

    private const int BytesPerMessage = 128 << 10;

    private readonly RabbitMqStreamOptions _options;
    private readonly StablePartitioning _partitions;
    private readonly IRabbitMqBatchFormat _format;
    private readonly PublishChannel[] _channels;

    /// <exception cref="InvalidOperationException">The format knows only single events.</exception>
    internal RabbitMqBatchPublisher(Broker broker, IRabbitMqMessageFormat format)
    {
        _options = broker.Options;
        _partitions = new StablePartitioning("", _options.QueueCount);
        _format = format as IRabbitMqBatchFormat ?? throw new InvalidOperationException($"{format.GetType().Name} cannot put events together.");
        _channels = [.. Enumerable.Range(0, _options.PublishChannels).Select(_ => broker.NewPublishChannel())];
    }

    /// <summary>The number of the queue in which a stream's events are, from 0.</summary>
    public int QueueOf(StreamId stream) => _partitions.NumberOf(stream);

    /// <summary>Ends when the broker has confirmed that all events are in their queue and in those of other systems.</summary>
    /// <param name="queue">The queue of their streams.</param>
    /// <param name="events">In the order in which those of each stream are to be delivered.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="PublishFailedException">
    /// It has not, and which are published nevertheless: alone, and together with others. Publish the rest of each stream again from the first
    /// that is not, in the same order.
    /// </exception>
    public async Task PublishAsync(int queue, IEnumerable<(StreamId Stream, object Item)> events, CancellationToken cancellation)
    {
        var messages = new List<OutgoingMessage>();
        var batches = new List<OutgoingMessage>();
        var batchOf = new List<int>();
        var open = new List<OutgoingMessage>();
        var bytes = 0;
        foreach (var (stream, item) in events)
        {
            var message = _format.Write(stream, item, null);
            message.Properties.DeliveryMode = DeliveryModes.Persistent;
            if (open.Count == EventsPerMessage || (open.Count > 0 && bytes + message.Body.Length > BytesPerMessage))
            {
                batches.Add(Together(queue, open));
                open.Clear();
                bytes = 0;
            }

            messages.Add(message with { MayHaveNoRoute = true });
            open.Add(message);
            batchOf.Add(batches.Count);
            bytes += message.Body.Length;
        }

        if (open.Count == 0)
            return;
        batches.Add(Together(queue, open));
        try
        {
            await _channels[queue % _channels.Length].PublishAsync([.. messages, .. batches], cancellation);
        }
        catch (PublishFailedException failed)
        {
            var confirmed = failed.Confirmed;
            if (confirmed.Count > 0)
                failed.Published = [.. batchOf.Select((batch, i) => confirmed[i] && confirmed[messages.Count + batch])];
            throw;
        }
    }

    private OutgoingMessage Together(int queue, List<OutgoingMessage> messages)
    {
        var batch = _format.Join(messages);
        batch.Properties.DeliveryMode = DeliveryModes.Persistent;
        return batch with { Exchange = "", RoutingKey = BrokerTopology.QueueName(_options, queue) };
    }
}
