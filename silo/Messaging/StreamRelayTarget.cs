using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Relay;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Crm.Actors.Silo.Messaging;

/// <summary>Publishes on the streams of the provider <see cref="EventStreams.Provider"/>: the partitions side by side, each in its order.</summary>
internal sealed class StreamRelayTarget([FromKeyedServices(EventStreams.Provider)] IStreamProvider provider) : IRelayTarget
{
    /// <summary>Of event data in one message; Orleans' memory streams lose a message of more than 1 MiB.</summary>
    private const int MessageBytes = 256 << 10;

    /// <inheritdoc/>
    public async Task<RelayOutcome> PublishAsync(ImmutableArray<FeedEvent> events)
    {
        var parts = events.GroupBy(static e => EventPartition.Of(e.Subject)).ToList();
        var problems = await Task.WhenAll(parts.Select(SendAsync));
        if (Array.TrueForAll(problems, static problem => problem is null))
            return RelayOutcome.Complete;
        var failed = parts.Where((_, i) => problems[i] is not null).Select(static part => part.Key).ToHashSet();
        return new([.. events.Where(e => failed.Contains(EventPartition.Of(e.Subject)))], Array.Find(problems, static problem => problem is not null));
    }

    private async Task<Exception?> SendAsync(IGrouping<int, FeedEvent> part)
    {
        try
        {
            var stream = provider.GetStream<FeedEvent>(StreamId.Create(EventStreams.Namespace, (long)part.Key));
            foreach (var message in Messages(part))
                await stream.OnNextBatchAsync(message);
            return null;
        }
        catch (Exception problem)
        {
            return problem;
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
