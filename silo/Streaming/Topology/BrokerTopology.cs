using System.Globalization;
using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Exchanges, queues and bindings: topic exchanges, all of whose events go through one headers exchange to the queue that the event's
/// partition names. So the routing key stays free for other systems, and every event has a route (<c>mandatory</c>).
/// </summary>
internal sealed class BrokerTopology(RabbitMqStreamOptions options)
{
    /// <summary>The header that names the queue, as decimal text.</summary>
    public const string PartitionHeader = "partition";

    private const string EveryKey = "#";

    public static string Number(int queue) => queue.ToString(CultureInfo.InvariantCulture);

    public static string QueueName(RabbitMqStreamOptions options, int queue) => $"{options.QueuePrefix}.{Number(queue)}";

    /// <summary>Makes what is missing. What is there with other settings is an error of the broker's.</summary>
    public async Task DeclareAsync(IConnection connection, CancellationToken cancellation)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        await channel.ExchangeDeclareAsync(options.DeadLetters, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(options.DeadLetters, durable: true, exclusive: false, autoDelete: false, Arguments(), cancellationToken: cancellation);
        await channel.QueueBindAsync(options.DeadLetters, options.DeadLetters, "", cancellationToken: cancellation);

        await channel.ExchangeDeclareAsync(options.PartitionExchange, ExchangeType.Headers, durable: true, autoDelete: false, cancellationToken: cancellation);
        for (var queue = 0; queue < options.QueueCount; queue++)
        {
            var name = QueueName(options, queue);
            await channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, PartitionArguments(), cancellationToken: cancellation);
            var match = new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-match"] = "all", [PartitionHeader] = Number(queue) };
            await channel.QueueBindAsync(name, options.PartitionExchange, "", match, cancellationToken: cancellation);
        }

        foreach (var exchange in options.Exchanges)
        {
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancellation);
            await channel.ExchangeBindAsync(options.PartitionExchange, exchange, EveryKey, cancellationToken: cancellation);
        }

        foreach (var queue in options.WorkQueues)
        {
            await channel.QueueDeclareAsync(queue.Name, durable: true, exclusive: false, autoDelete: false, PartitionArguments(), cancellationToken: cancellation);
            if (queue is { Exchange: { } from, RoutingKey: { } key })
                await channel.QueueBindAsync(queue.Name, from, key, cancellationToken: cancellation);
        }
    }

    /// <summary>A full queue refuses: the publisher hears of it, and nothing is dropped.</summary>
    private Dictionary<string, object?> Arguments() => new(StringComparer.Ordinal)
    {
        [Headers.XQueueType] = "quorum",
        [Headers.XMaxLength] = options.MaxQueueLength,
        [Headers.XOverflow] = "reject-publish",
    };

    private Dictionary<string, object?> PartitionArguments() => new(Arguments(), StringComparer.Ordinal)
    {
        [Headers.XSingleActiveConsumer] = true,
        ["x-delivery-limit"] = options.DeliveryLimit,
        [Headers.XDeadLetterExchange] = options.DeadLetters,
        ["x-dead-letter-strategy"] = "at-least-once",
    };
}
