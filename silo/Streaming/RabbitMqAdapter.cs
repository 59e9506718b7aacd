using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Produces to the queues and makes their receivers.</summary>
internal sealed class RabbitMqAdapter(string name, IServiceProvider services, StablePartitioning partitions) : IQueueAdapter
{
    private readonly Broker _broker = services.GetRequiredKeyedService<Broker>(name);
    private readonly IRabbitMqMessageFormat _format = services.GetRequiredKeyedService<IRabbitMqMessageFormat>(name);
    private readonly ConcurrentDictionary<QueueId, QueueReceiver> _receivers = new();
    private readonly EventPublisher _publisher = new(
        services.GetRequiredKeyedService<Broker>(name), partitions, services.GetRequiredKeyedService<IRabbitMqMessageFormat>(name));

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Nothing can be read again: the queue forgets what was settled.</summary>
    public bool IsRewindable => false;

    /// <inheritdoc/>
    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    /// <summary>Publishes events in order; ends when the broker has confirmed that all are in their queue.</summary>
    /// <exception cref="PublishFailedException">It refused one, had no route for it, or did not answer. Publish all of them again.</exception>
    public Task QueueMessageBatchAsync<T>(StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        if (token is not null)
            throw new ArgumentException("The queue numbers events itself.", nameof(token));
        return _publisher.PublishAsync(streamId, events, requestContext, CancellationToken.None);
    }

    /// <inheritdoc/>
    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => _receivers[queueId] = new QueueReceiver(
        BrokerTopology.QueueName(_broker.Options, (int)queueId.GetNumericId()),
        _broker,
        _format,
        services.GetRequiredKeyedService<RabbitMqDeadLetters>(name),
        services.GetRequiredService<ILogger<QueueReceiver>>());

    /// <summary>The receiver that a queue has in this silo, or had last.</summary>
    public QueueReceiver? ReceiverOf(QueueId queueId) => _receivers.GetValueOrDefault(queueId);
}
