using System.Collections.Immutable;
using System.Diagnostics;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Observability;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Persistence.Relay;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Crm.Actors.Silo.Messaging;

/// <summary>
/// Publishes on the streams of the provider <see cref="EventStreams.Provider"/>: the partitions side by side, each in its order. The messages for
/// Telegram among the events go into their queue, too, as a broker brings them there by a binding.
/// </summary>
internal sealed class StreamRelayTarget([FromKeyedServices(EventStreams.Provider)] IStreamProvider provider, IOutgoingQueue outgoing) : IRelayTarget
{
    /// <summary>Of event data in one message; Orleans' memory streams lose a message of more than 1 MiB.</summary>
    private const int MessageBytes = 256 << 10;

    private static readonly EventOperation Publishing = EventOperation.To(EventStreams.Namespace, "publish", ActivityKind.Producer, "orleans");

    /// <inheritdoc/>
    public Task<RelayOutcome> PublishAsync(ImmutableArray<FeedEvent> events) =>
        RelayParts.PublishAsync(events, static e => EventPartition.Of(e.Subject), SendAsync);

    private async Task SendAsync(int partition, IEnumerable<FeedEvent> events)
    {
        using var spans = EventSpans.Start(events, Publishing);
        var stream = provider.GetStream<FeedEvent>(StreamId.Create(EventStreams.Namespace, (long)partition));
        foreach (var message in Messages(events))
        {
            await stream.OnNextBatchAsync(message);
            foreach (var telegram in message.Select(OutgoingTelegramJson.Of).OfType<OutgoingTelegram>())
                await outgoing.PutAsync(telegram);
        }
    }

    private static IEnumerable<List<FeedEvent>> Messages(IEnumerable<FeedEvent> events)
    {
        var message = new List<FeedEvent>();
        var bytes = 0;
        foreach (var e in events)
        {
            if (message.Count > 0 && bytes + e.Data.Length > MessageBytes)
            {
                yield return message;
                (message, bytes) = ([], 0);
            }

            message.Add(e);
            bytes += e.Data.Length;
        }

        yield return message;
    }
}
