using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Relay;

namespace Crm.Actors.Silo.Messaging;

/// <summary>Publishes parts of a batch side by side, and says which of them failed.</summary>
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
        var failed = parts.Where((_, i) => problems[i] is not null).Select(static part => part.Key).ToHashSet();
        return new([.. events.Where(e => failed.Contains(partOf(e)))], Array.Find(problems, static problem => problem is not null));
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
