using System.Diagnostics;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Streaming.RabbitMq;
using Crm.Actors.TestKit.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>
/// The limit: the same messages, written before, published with confirms on four channels to the product's own exchange, bindings and
/// queues, in batches as the relay makes them. Nothing is read from a database, and nothing is done with what arrives.
/// </summary>
internal static class BarePublish
{
    private const int Channels = 4;
    private const int Batch = 2048;
    private const int Queues = 8;

    /// <param name="broker">With the product's queues, and nobody else on them.</param>
    /// <param name="events">What to publish.</param>
    /// <param name="drained">Whether the queues are read and acknowledged meanwhile, as they are beside the relay.</param>
    /// <returns>Events per second.</returns>
    public static async Task<double> RunAsync(RabbitMqServer broker, IReadOnlyList<FeedEvent> events, bool drained)
    {
        var format = new CloudEventFormat("crm.events", "tasks.events");
        var messages = events.Select(e => Message(format, e)).ToList();
        await using var connection = await broker.ConnectAsync();
        await using var reading = await broker.ConnectAsync();
        if (drained)
            await DrainAsync(reading);
        var confirming = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, null);
        var channels = new IChannel[Channels];
        for (var i = 0; i < Channels; i++)
            channels[i] = await connection.CreateChannelAsync(confirming);
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in messages.Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(message => channels[message.Queue % Channels]
                .BasicPublishAsync(message.Out.Exchange, message.Out.RoutingKey, mandatory: true, message.Out.Properties, message.Out.Body).AsTask()));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await EmptyAsync(connection);
        return events.Count / seconds;
    }

    private static (int Queue, OutgoingMessage Out) Message(CloudEventFormat format, FeedEvent e)
    {
        var partition = EventPartition.Of(e.Subject);
        var message = format.Write(StreamId.Create(EventStreams.Namespace, partition), e, null);
        message.Properties.DeliveryMode = DeliveryModes.Persistent;
        message.Properties.Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["partition"] = $"{partition % Queues}" };
        return (partition % Queues, message);
    }

    private static async Task DrainAsync(IConnection connection)
    {
        for (var queue = 0; queue < Queues; queue++)
        {
            var channel = await connection.CreateChannelAsync();
            await channel.BasicQosAsync(0, 2048, global: false);
            var consumer = new AsyncEventingBasicConsumer(channel);
            consumer.ReceivedAsync += async (_, arrived) =>
            {
                if (arrived.DeliveryTag % 256 == 0)
                    await channel.BasicAckAsync(arrived.DeliveryTag, multiple: true);
            };
            await channel.BasicConsumeAsync($"crm.partition.{queue}", autoAck: false, consumer);
        }
    }

    private static async Task EmptyAsync(IConnection connection)
    {
        await using var channel = await connection.CreateChannelAsync();
        for (var queue = 0; queue < Queues; queue++)
            await channel.QueuePurgeAsync($"crm.partition.{queue}");
    }
}
