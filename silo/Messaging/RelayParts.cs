using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Relay;
using Crm.Actors.Streaming.RabbitMq;

namespace Crm.Actors.Silo.Messaging;

/// <summary>Publishes parts of a batch side by side, and says what of them is left.</summary>
internal static class RelayParts
{
    /// <param name="events">In feed order; not empty.</param>
    /// <param name="partOf">The part of an event; a partition is never in two of them.</param>
    /// <param name="send">Publishes the events of a part, in feed order; throws when not all are known to be published.</param>
    public static async Task<RelayOutcome> PublishAsync(
        ImmutableArray<FeedEvent> events, Func<FeedEvent, int> partOf, Func<int, IEnumerable<FeedEvent>, Task> send)
    {
        var parts = events.GroupBy(partOf).ToList();
        var problems = await Task.WhenAll(parts.Select(part => SendAsync(part, send)));
        if (Array.TrueForAll(problems, static problem => problem is null))
            return RelayOutcome.Complete;
        var left = new HashSet<FeedEvent>(parts.SelectMany((part, i) => problems[i] is { } problem ? Left(part, problem) : []), ReferenceEqualityComparer.Instance);
        return new([.. events.Where(left.Contains)], Array.Find(problems, static problem => problem is not null));
    }

    /// <summary>Of each partition everything from the first event that is not known to be published.</summary>
    private static IEnumerable<FeedEvent> Left(IEnumerable<FeedEvent> part, Exception problem)
    {
        var published = (problem as PublishFailedException)?.Published ?? [];
        var stuck = new HashSet<int>();
        foreach (var (i, e) in part.Index())
        {
            var partition = EventPartition.Of(e.Subject);
            if (i >= published.Count || !published[i])
                stuck.Add(partition);
            if (stuck.Contains(partition))
                yield return e;
        }
    }

    private static async Task<Exception?> SendAsync(IGrouping<int, FeedEvent> part, Func<int, IEnumerable<FeedEvent>, Task> send)
    {
        try
        {
            await send(part.Key, part);
            return null;
        }
        catch (Exception problem)
        {
            return problem;
        }
    }
}
