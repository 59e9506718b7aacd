using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>What the database knows of the announced aggregates.</summary>
/// <param name="Aggregates">By id: all that were announced.</param>
/// <param name="Parked">Parked events of these aggregates.</param>
internal sealed record DueEvents(IReadOnlyDictionary<Guid, DueAggregate> Aggregates, IReadOnlyList<ParkedRow> Parked);

/// <summary>An announced aggregate.</summary>
/// <param name="Watermark">The version up to which all that is wanted was consumed.</param>
/// <param name="Events">The next wanted ones of the log; as many as there are up to the announced version, or as go into a round.</param>
/// <param name="IsCut">Whether there may be more.</param>
internal sealed record DueAggregate(long Watermark, IReadOnlyList<LoggedEvent> Events, bool IsCut)
{
    /// <summary>The version up to which these events go.</summary>
    public long Reached => Events.Count > 0 ? Events[^1].Event.Sequence : Watermark;

    /// <summary>The wanted event that the log has as a version beyond the watermark.</summary>
    public LoggedEvent? Find(long version) => Events.FirstOrDefault(logged => logged.Event.Sequence == version);
}

/// <summary>A row of <c>events.parked_events</c>.</summary>
/// <param name="AggregateId">The aggregate that the event names.</param>
/// <param name="Version">The version that it names.</param>
/// <param name="EventId">Its id.</param>
/// <param name="Skipped">Whether the watermark went past it.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Logged">The event in the log; null when the log has no such event.</param>
internal sealed record ParkedRow(Guid AggregateId, long Version, Guid EventId, bool Skipped, int Attempts, LoggedEvent? Logged);
