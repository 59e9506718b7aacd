using System.Collections.Concurrent;

namespace Crm.Actors.Persistence.Feed;

/// <summary>The CloudEvents <c>source</c> of each aggregate type.</summary>
public static class EventSources
{
    // Each is made once: it is looked up for every event that is read, and the same object is written to a stream once for many events.
    private static readonly ConcurrentDictionary<string, string> Sources = new(StringComparer.Ordinal);

    /// <summary>The source of an aggregate type as it is written in the log, such as <c>deal</c>.</summary>
    public static string Of(string aggregateType) => Sources.GetOrAdd(aggregateType, static type => $"/crm/{type}s");
}
