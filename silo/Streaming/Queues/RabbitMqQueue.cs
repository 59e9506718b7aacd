using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// A queue beside those of the streams, for work whose parts are settled one by one: durable, replicated, and read by one process of the cluster at a
/// time, so that its order can be kept. It is one of <see cref="RabbitMqStreamOptions.WorkQueues"/>.
/// </summary>
public sealed class RabbitMqQueue
{
    private readonly Broker _broker;
    private readonly TimeProvider _time;
    private readonly PublishChannel _channel;

    internal RabbitMqQueue(Broker broker, string name, TimeProvider time)
    {
        (_broker, _time, Name) = (broker, time, name);
        _channel = broker.NewPublishChannel();
    }

    public string Name { get; }

    /// <summary>Ends when the broker has confirmed that the message is in the queue.</summary>
    /// <param name="properties">Its own; the delivery mode is set on it.</param>
    /// <param name="body">Stays unchanged until the message is confirmed.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="PublishFailedException">It has not. Publish it again.</exception>
    public Task PublishAsync(BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        properties.DeliveryMode = DeliveryModes.Persistent;
        return _channel.PublishAsync([new("", Name, properties, body)], cancellation);
    }

    /// <summary>Hands messages over in their order, while this process is the one that reads; connects again whenever the broker is lost.</summary>
    /// <param name="prefetch">Messages that are unsettled at a time.</param>
    /// <param name="take">Takes a message; returns at once and throws nothing.</param>
    /// <param name="stopping">Ends it; what is unsettled goes back to the queue.</param>
    public async Task ReadAsync(ushort prefetch, Action<QueuedMessage> take, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await ReadChannelAsync(prefetch, take, stopping);
            }
            catch (Exception problem) when (problem is OperationCanceledException || BrokerFault.Is(problem, stopping))
            {
                // The connection says in the log what is wrong with it.
            }

            await Task.Delay(_broker.Options.ReconnectPause, _time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadChannelAsync(ushort prefetch, Action<QueuedMessage> take, CancellationToken stopping)
    {
        await using var channel = await (await _broker.Consuming.GetAsync(stopping)).CreateChannelAsync(cancellationToken: stopping);
        var one = new SemaphoreSlim(1, 1);
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await channel.BasicQosAsync(0, prefetch, global: false, stopping);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, arrived) =>
        {
            // The library reuses its memory after this call.
            var message = new IncomingMessage(arrived.Exchange, arrived.RoutingKey, arrived.BasicProperties, arrived.Body.ToArray());
            take(new QueuedMessage(channel, one, arrived.DeliveryTag, message));
            return Task.CompletedTask;
        };
        consumer.ShutdownAsync += (_, _) => EndAsync(ended);
        consumer.UnregisteredAsync += (_, _) => EndAsync(ended);
        await channel.BasicConsumeAsync(Name, autoAck: false, consumer, stopping);
        await ended.Task.WaitAsync(stopping);
    }

    private static Task EndAsync(TaskCompletionSource ended)
    {
        ended.TrySetResult();
        return Task.CompletedTask;
    }
}
