using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>What has to be done about announced events, from what the database knows. Pure.</summary>
/// <param name="ToApply">Events of the log, in its order: new ones, and parked ones that are to be tried again.</param>
/// <param name="Watermarks">Per aggregate with new events, the watermark after this round.</param>
/// <param name="Forged">Delivered events that the log does not have.</param>
/// <param name="InVain">Parked events that were to be tried again, and that the log still does not have.</param>
/// <param name="Settled">Parked events that had their effect all the same.</param>
/// <param name="Rest">What does not go into this round.</param>
internal sealed record ConsumerPlan(
    IReadOnlyList<(LoggedEvent Logged, ParkedRow? Parked)> ToApply,
    IReadOnlyDictionary<Guid, long> Watermarks,
    IReadOnlyList<(FeedEvent Event, ParkedRow? Parked)> Forged,
    IReadOnlyList<ParkedRow> InVain,
    IReadOnlyList<ParkedRow> Settled,
    IReadOnlyList<AnnouncedEvent> Rest)
{
    public static ConsumerPlan Of(IReadOnlyList<AnnouncedEvent> announced, DueEvents due)
    {
        var parked = due.Parked.ToDictionary(static p => (p.AggregateId, p.Version, p.EventId));
        var known = announced.Where(word => Knows(due.Aggregates[word.Subject], word.Version)).ToList();
        var forged = new Dictionary<(Guid, long, Guid), FeedEvent>();
        foreach (var delivered in known.Select(static word => word.Delivered).OfType<FeedEvent>())
        {
            var key = (delivered.Subject, delivered.Sequence, delivered.Id);
            if (IsForged(due.Aggregates[delivered.Subject], delivered, parked.GetValueOrDefault(key)))
                forged[key] = delivered;
        }

        var again = Again(due, known).ToList();
        var toApply = New(due, parked)
            .Concat(again.Where(static row => row is { Logged: not null, Skipped: true }).Select(static row => (Logged: row.Logged!, Parked: (ParkedRow?)row)))
            .OrderBy(static item => item.Logged.Event.Position)
            .ToList();
        var words = known.Where(static word => word.Delivered is null).Select(static word => (word.Subject, word.Version)).ToHashSet();
        return new(
            toApply,
            due.Aggregates.Where(static a => a.Value.Events.Count > 0).ToDictionary(static a => a.Key, static a => a.Value.Reached),
            [.. forged.Select(f => (f.Value, parked.GetValueOrDefault(f.Key)))],
            [.. due.Parked.Where(row => row.Logged is null && words.Contains((row.AggregateId, row.Version)))],
            [.. again.Where(static row => row is { Logged: not null, Skipped: false })],
            [.. announced.Where(word => !Knows(due.Aggregates[word.Subject], word.Version))]);
    }

    private static IEnumerable<(LoggedEvent Logged, ParkedRow? Parked)> New(
        DueEvents due, Dictionary<(Guid AggregateId, long Version, Guid EventId), ParkedRow> parked) =>
        due.Aggregates.Values.SelectMany(static aggregate => aggregate.Events)
            .Select(logged => (logged, parked.GetValueOrDefault((logged.Event.Subject, logged.Event.Sequence, logged.Event.Id))));

    /// <summary>The parked events below the watermarks that are announced.</summary>
    private static IEnumerable<ParkedRow> Again(DueEvents due, List<AnnouncedEvent> known)
    {
        if (due.Parked.Count == 0)
            return [];
        var versions = known.Select(static word => (word.Subject, word.Version)).ToHashSet();
        return due.Parked.Where(row => row.Version <= due.Aggregates[row.AggregateId].Watermark && versions.Contains((row.AggregateId, row.Version)));
    }

    /// <summary>Whether the round has read as far as the version.</summary>
    private static bool Knows(DueAggregate aggregate, long version) =>
        !aggregate.IsCut || version <= aggregate.Reached;

    /// <summary>Whether the log has another event as this version, or none. Below the watermark an event is taken for a repeated one.</summary>
    private static bool IsForged(DueAggregate aggregate, FeedEvent delivered, ParkedRow? parked) =>
        delivered.Sequence < 1
        || parked is { Logged: null }
        || (delivered.Sequence > aggregate.Watermark && aggregate.Find(delivered.Sequence)?.Event.Id != delivered.Id);
}
