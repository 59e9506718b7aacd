using System.Collections.Concurrent;
using System.Diagnostics;
using Crm.Actors.TestKit.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>Another system: a queue of its own on an exchange of events, bound to everything. It only looks at the clock, and burdens the broker as little as it can.</summary>
internal sealed class ForeignConsumer : IAsyncDisposable
{
    private readonly IConnection _connection;

    private ForeignConsumer(IConnection connection) => _connection = connection;

    /// <summary>When each event came first (a <see cref="Stopwatch"/> timestamp), by its id.</summary>
    public ConcurrentDictionary<Guid, long> Arrived { get; } = new();

    public static async Task<ForeignConsumer> StartAsync(RabbitMqServer broker, string exchange, string name)
    {
        var consumer = new ForeignConsumer(await broker.ConnectAsync());
        var channel = await consumer._connection.CreateChannelAsync();
        var queue = await channel.QueueDeclareAsync(name, durable: false, exclusive: true, autoDelete: true);
        await channel.QueueBindAsync(queue.QueueName, exchange, "#");
        var events = new AsyncEventingBasicConsumer(channel);
        events.ReceivedAsync += (_, arrived) =>
        {
            consumer.Arrived.TryAdd(Guid.Parse(arrived.BasicProperties.MessageId!), Stopwatch.GetTimestamp());
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, events);
        return consumer;
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
