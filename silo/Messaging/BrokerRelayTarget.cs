using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Actors.Silo.Messaging;

/// <summary>
/// Publishes on RabbitMQ, the queues side by side, each in its order: every event alone for other systems, those of a queue together for our
/// streams.
/// </summary>
internal sealed class BrokerRelayTarget([FromKeyedServices(EventStreams.Provider)] RabbitMqBatchPublisher publisher) : IRelayTarget
{
    private readonly StreamId[] _streams = [.. Enumerable.Range(0, EventPartition.Count).Select(static partition => StreamId.Create(EventStreams.Namespace, partition))];

    /// <inheritdoc/>
    public Task<RelayOutcome> PublishAsync(ImmutableArray<FeedEvent> events) => RelayParts.PublishAsync(events, e => publisher.QueueOf(StreamOf(e)), SendAsync);

    private Task SendAsync(int queue, IEnumerable<FeedEvent> events) =>
        publisher.PublishAsync(queue, events.Select(e => (StreamOf(e), (object)e)), CancellationToken.None);

    private StreamId StreamOf(FeedEvent e) => _streams[EventPartition.Of(e.Subject)];
}
