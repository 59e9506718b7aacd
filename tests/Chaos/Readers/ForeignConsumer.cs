using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Another system: a durable queue of its own, bound to all events, those of tasks included, acknowledged by hand, connected again whenever it is cut off.</summary>
public sealed class ForeignConsumer : IAsyncDisposable
{
    /// <summary>Marks a message that a scenario sent itself and that is no event of the log.</summary>
    public const string PoisonHeader = "chaos-poison";

    private const string Queue = "chaos.foreign";
    private const ushort Prefetch = 256;
    private static readonly string[] Exchanges = ["crm.events", "tasks.events"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly CancellationTokenSource _stop = new();
    private readonly List<WireMessage> _messages = [];
    private readonly HashSet<long> _positions = [];
    private readonly RabbitMqServer _broker;
    private readonly Task _work;

    private ForeignConsumer(RabbitMqServer broker)
    {
        _broker = broker;
        _work = Task.Run(ConsumeAsync);
    }

    /// <summary>How many different events came.</summary>
    public int Distinct
    {
        get
        {
            lock (_messages)
                return _positions.Count;
        }
    }

    /// <summary>Declares the queue, so that it gets all that is published from now on, and begins.</summary>
    public static async Task<ForeignConsumer> StartAsync(RabbitMqServer broker)
    {
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        // Single active, or else who comes back after a crash gets what is next before what it had not acknowledged.
        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal) { [Headers.XQueueType] = "quorum", [Headers.XSingleActiveConsumer] = true };
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, arguments);
        foreach (var exchange in Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true);
            await channel.QueueBindAsync(Queue, exchange, "#");
        }

        return new ForeignConsumer(broker);
    }

    /// <summary>Everything that came, in order.</summary>
    public IReadOnlyList<WireMessage> Messages()
    {
        lock (_messages)
            return [.. _messages];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task ConsumeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ConsumeOnceAsync();
            }
            catch (Exception lost) when (BrokerLoss.Is(lost))
            {
                // The broker is away, or its queue has no leader yet.
            }

            await Task.Delay(Pause, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConsumeOnceAsync()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopped = _stop.Token.Register(() => ended.TrySetResult());
        await using var connection = await _broker.ConnectAsync(_stop.Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: _stop.Token);
        await channel.BasicQosAsync(0, Prefetch, global: false, _stop.Token);
        var consumer = new AsyncEventingBasicConsumer(channel);
        channel.ChannelShutdownAsync += (_, _) => End(ended);
        consumer.UnregisteredAsync += (_, _) => End(ended);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            Take(delivery);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer, _stop.Token);
        await ended.Task;
    }

    private static Task End(TaskCompletionSource ended)
    {
        ended.TrySetResult();
        return Task.CompletedTask;
    }

    private void Take(BasicDeliverEventArgs delivery)
    {
        if (delivery.BasicProperties.Headers?.ContainsKey(PoisonHeader) == true)
            return;
        var message = CloudEventReader.Read(delivery.Body);
        lock (_messages)
        {
            _messages.Add(message);
            _positions.Add(message.Position);
        }
    }
}
