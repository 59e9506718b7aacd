using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Observability;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Actors.Silo.Messaging;

/// <summary>
/// Publishes on RabbitMQ, the queues side by side, each in its order: every event alone for other systems, those of a queue together for our
/// streams.
/// </summary>
internal sealed class BrokerRelayTarget([FromKeyedServices(EventStreams.Provider)] RabbitMqBatchPublisher publisher, CloudEventFormat format) : IRelayTarget
{
    private readonly StreamId[] _streams = [.. Enumerable.Range(0, EventPartition.Count).Select(static partition => StreamId.Create(EventStreams.Namespace, partition))];
    private readonly EventOperation _publishing = new("publish", ActivityKind.Producer, "rabbitmq", format.ExchangeOf);

    /// <inheritdoc/>
    public Task<RelayOutcome> PublishAsync(ImmutableArray<FeedEvent> events) => RelayParts.PublishAsync(events, e => publisher.QueueOf(StreamOf(e)), SendAsync);

    private async Task SendAsync(int queue, IEnumerable<FeedEvent> events)
    {
        using var spans = EventSpans.Start(events, _publishing);
        try
        {
            await publisher.PublishAsync(queue, events.Select(e => (StreamOf(e), ItemOf(e, spans))), CancellationToken.None);
        }
        catch (Exception problem)
        {
            spans.Fail(problem);
            throw;
        }
    }

    private static object ItemOf(FeedEvent e, EventSpans spans) => spans.TraceParentOf(e) is { } span ? new TracedEvent(e, span) : e;

    private StreamId StreamOf(FeedEvent e) => _streams[EventPartition.Of(e.Subject)];
}
