using System.Collections.Concurrent;
using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Streaming.RabbitMq;
using Crm.Actors.TestKit.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>
/// The limit: the relay's messages, which were written before, published with confirms at a fixed rate and in the relay's pace: each event alone for
/// a foreign consumer, and those of a queue together for queues of the product's settings. Nothing is read from a log, no cursor moves, and nothing is
/// done with what the queues deliver. It runs beside the product without streams, which has no other use for its events.
/// </summary>
internal sealed class BareBridge : IAsyncDisposable
{
    private const int Channels = 4;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(30);

    private static readonly RabbitMqStreamOptions Topology = new()
    {
        Exchanges = ["bench.events"],
        PartitionExchange = "bench.partitions",
        QueuePrefix = "bench.partition",
        DeadLetters = "bench.dead-letters",
        QueueCount = BareMessage.Queues,
    };

    private readonly IConnection _publishing;
    private readonly IConnection _reading;
    private readonly IChannel[] _channels = new IChannel[Channels];
    private readonly ForeignConsumer _foreign;
    private readonly List<BareMessage> _messages;

    private BareBridge(IConnection publishing, IConnection reading, ForeignConsumer foreign, List<BareMessage> messages) =>
        (_publishing, _reading, _foreign, _messages) = (publishing, reading, foreign, messages);

    /// <param name="broker">Where the queues are made.</param>
    /// <param name="events">What each run publishes, from the first on.</param>
    public static async Task<BareBridge> StartAsync(RabbitMqServer broker, IEnumerable<FeedEvent> events)
    {
        var publishing = await broker.ConnectAsync();
        await new BrokerTopology(Topology).DeclareAsync(publishing, CancellationToken.None);
        var foreign = await ForeignConsumer.StartAsync(broker, Topology.Exchanges[0], "bench.foreign.bare");
        var bridge = new BareBridge(publishing, await broker.ConnectAsync(), foreign, BareMessage.Of(events));
        for (var i = 0; i < Channels; i++)
            bridge._channels[i] = await publishing.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, null));
        await QueueDrain.StartAsync(bridge._reading, Topology.QueuePrefix, BareMessage.Queues);
        return bridge;
    }

    /// <returns>Milliseconds from the moment at which a message was due to its arrival at the foreign consumer.</returns>
    /// <exception cref="InvalidOperationException">A message did not arrive.</exception>
    public async Task<Load> RunAsync(int perSecond, TimeSpan duration)
    {
        _foreign.Arrived.Clear();
        var due = new ConcurrentDictionary<Guid, long>();
        var batches = new List<Task>();
        var sent = 0;
        var started = Stopwatch.GetTimestamp();
        using var tick = new PeriodicTimer(Pace);
        while (await tick.WaitForNextTickAsync() && Stopwatch.GetElapsedTime(started) is var elapsed && elapsed < duration)
        {
            var batch = _messages[sent..(int)(elapsed.TotalSeconds * perSecond)];
            // The wait for the pace is a part of it, as it is of the product's.
            foreach (var message in batch)
                due[Guid.Parse(message.Properties.MessageId!)] = started + (Stopwatch.Frequency * sent++ / perSecond);
            batches.Add(PublishAsync(batch));
        }

        await Task.WhenAll(batches);
        while (due.Keys.Any(id => !_foreign.Arrived.ContainsKey(id)))
        {
            if (Stopwatch.GetElapsedTime(started) > duration + ArrivalLimit)
                throw new InvalidOperationException($"{due.Keys.Count(id => !_foreign.Arrived.ContainsKey(id))} of {due.Count} messages did not arrive.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return Load.Of(due.Select(e => Stopwatch.GetElapsedTime(e.Value, _foreign.Arrived[e.Key]).TotalMilliseconds), duration);
    }

    public async ValueTask DisposeAsync()
    {
        await _foreign.DisposeAsync();
        await _reading.DisposeAsync();
        await _publishing.DisposeAsync();
    }

    /// <summary>As the relay does, by queue and for all of them at once.</summary>
    private Task PublishAsync(IEnumerable<BareMessage> batch) => Task.WhenAll(batch.GroupBy(static message => message.Queue).SelectMany(queue =>
    {
        var channel = _channels[queue.Key % Channels];
        var together = queue.Chunk(RabbitMqBatchPublisher.EventsPerMessage).Select(static messages => BareMessage.Together(messages))
            .Select(joined => channel.BasicPublishAsync("", $"{Topology.QueuePrefix}.{queue.Key}", mandatory: true, joined.Properties, joined.Body).AsTask());
        return queue.Select(message => channel
            .BasicPublishAsync(Topology.Exchanges[0], message.RoutingKey, mandatory: false, message.Alone, message.Body).AsTask()).Concat(together);
    }));
}
