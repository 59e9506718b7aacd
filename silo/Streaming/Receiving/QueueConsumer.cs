using System.Collections.Concurrent;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// One subscription to a queue on a channel of its own, until the channel is lost or closed; then there is a new one. Closing gives
/// everything that is not settled back to the queue.
/// </summary>
internal sealed class QueueConsumer : IAsyncDisposable
{
    private readonly ConcurrentQueue<Delivery> _arrived = new();
    private readonly SettledTags _settled = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly IChannel _channel;
    private readonly IRabbitMqBatchFormat? _batches;
    private volatile bool _cancelled;

    private QueueConsumer(IChannel channel, IRabbitMqBatchFormat? batches) => (_channel, _batches) = (channel, batches);

    /// <summary>Whether deliveries can still be settled.</summary>
    public bool IsOpen => _channel.IsOpen && !_cancelled;

    /// <param name="connection">Where.</param>
    /// <param name="queue">What it reads.</param>
    /// <param name="prefetch">Unsettled messages at a time.</param>
    /// <param name="batches">Takes messages apart that carry many events; null when there are none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="BrokerUnavailableException">The broker cannot be reached.</exception>
    public static async Task<QueueConsumer> OpenAsync(
        BrokerConnection connection, string queue, ushort prefetch, IRabbitMqBatchFormat? batches, CancellationToken cancellation)
    {
        var channel = await (await connection.GetAsync(cancellation)).CreateChannelAsync(cancellationToken: cancellation);
        var consumer = new QueueConsumer(channel, batches);
        try
        {
            await channel.BasicQosAsync(0, prefetch, global: false, cancellation);
            var events = new AsyncEventingBasicConsumer(channel);
            events.ReceivedAsync += consumer.ReceiveAsync;
            // The broker cancels consumers of a queue that is deleted; the channel would stay open for ever, with nothing coming.
            events.UnregisteredAsync += consumer.CancelledAsync;
            await channel.BasicConsumeAsync(queue, autoAck: false, events, cancellation);
            return consumer;
        }
        catch
        {
            await consumer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deliveries that nobody has taken.</summary>
    public int Waiting => _arrived.Count;

    public bool TryTake(out Delivery delivery) => _arrived.TryDequeue(out delivery!);

    /// <summary>Tells the broker that deliveries are processed. Does nothing when the channel is gone: the broker delivers them again.</summary>
    public Task AcknowledgeAsync(IEnumerable<Delivery> deliveries) => SettleAsync(deliveries, returned: false);

    /// <summary>Gives a delivery back to the queue, to be delivered again.</summary>
    public Task ReturnAsync(Delivery delivery) => SettleAsync([delivery], returned: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await BrokerFault.IgnoreAsync(_channel.CloseAsync(Constants.ReplySuccess, "closing", abort: true, CancellationToken.None));
        await BrokerFault.IgnoreAsync(_channel.DisposeAsync().AsTask());
    }

    private async Task SettleAsync(IEnumerable<Delivery> deliveries, bool returned)
    {
        await _one.WaitAsync();
        try
        {
            var acknowledge = 0UL;
            foreach (var delivery in deliveries)
            {
                if (delivery.Shared is { } shared && !shared.Settle(returned))
                    continue; // others of its message are under way
                var isReturned = delivery.Shared?.IsReturned ?? returned;
                if (isReturned && _channel.IsOpen)
                    await _channel.BasicNackAsync(delivery.Tag, multiple: false, requeue: true);
                acknowledge = Math.Max(acknowledge, _settled.Settle(delivery.Tag, isReturned));
            }

            if (acknowledge > 0 && _channel.IsOpen)
                await _channel.BasicAckAsync(acknowledge, multiple: true);
        }
        catch (Exception problem) when (BrokerFault.Is(problem, CancellationToken.None))
        {
            // The channel is lost, and with it the deliveries; they come again.
        }
        finally
        {
            _one.Release();
        }
    }

    private Task ReceiveAsync(object sender, BasicDeliverEventArgs arrived)
    {
        // The library reuses its memory after this call.
        var message = new IncomingMessage(arrived.Exchange, arrived.RoutingKey, arrived.BasicProperties, arrived.Body.ToArray());
        if (PartsOf(message) is { } parts)
        {
            var shared = new SharedMessage(parts.Count);
            foreach (var part in parts)
                _arrived.Enqueue(new(this, arrived.DeliveryTag, message with { Body = part }) { Shared = shared });
        }
        else
        {
            _arrived.Enqueue(new(this, arrived.DeliveryTag, message));
        }

        return Task.CompletedTask;
    }

    /// <summary>
    /// Only what came straight to the queue, from the relay or replayed, is taken apart: anyone may publish on the exchanges, and a forged array
    /// would be as many deliveries and letters as it has elements.
    /// </summary>
    private IReadOnlyList<ReadOnlyMemory<byte>>? PartsOf(IncomingMessage message) =>
        message.Exchange.Length == 0 && _batches?.Split(message) is { Count: > 0 and <= RabbitMqBatchPublisher.EventsPerMessage } parts ? parts : null;

    /// <summary>Only takes note: closing the channel would wait for an answer that cannot be read before this call returns.</summary>
    private Task CancelledAsync(object sender, ConsumerEventArgs cancelled)
    {
        _cancelled = true;
        return Task.CompletedTask;
    }
}
