using System.Diagnostics;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.TestKit.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>
/// The limit: the same messages, written before, published with confirms on four channels to the product's own exchange, bindings and
/// queues, in batches as the relay makes them. Nothing is read from a database, and nothing is done with what arrives.
/// </summary>
internal static class BarePublish
{
    private const int Channels = 4;
    private const int Batch = 2048;
    private const int Queues = BareMessage.Queues;

    /// <param name="broker">With the product's queues, and nobody else on them.</param>
    /// <param name="events">What to publish.</param>
    /// <param name="drained">Whether the queues are read and acknowledged meanwhile, as they are beside the relay.</param>
    /// <returns>Events per second.</returns>
    public static async Task<double> RunAsync(RabbitMqServer broker, IReadOnlyList<FeedEvent> events, bool drained)
    {
        var messages = BareMessage.Of(events);
        await using var connection = await broker.ConnectAsync();
        await using var reading = await broker.ConnectAsync();
        if (drained)
            await QueueDrain.StartAsync(reading, "crm.partition", Queues);
        var confirming = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, null);
        var channels = new IChannel[Channels];
        for (var i = 0; i < Channels; i++)
            channels[i] = await connection.CreateChannelAsync(confirming);
        var started = Stopwatch.GetTimestamp();
        foreach (var batch in messages.Chunk(Batch))
        {
            await Task.WhenAll(batch.Select(message => channels[message.Queue % Channels]
                .BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: true, message.Properties, message.Body).AsTask()));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await EmptyAsync(connection);
        return events.Count / seconds;
    }

    private static async Task EmptyAsync(IConnection connection)
    {
        await using var channel = await connection.CreateChannelAsync();
        for (var queue = 0; queue < Queues; queue++)
            await channel.QueuePurgeAsync($"crm.partition.{queue}");
    }
}
