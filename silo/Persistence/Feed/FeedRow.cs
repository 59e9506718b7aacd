using System.Collections.Concurrent;
using Crm.Actors.Contracts.Feed;
using Npgsql;

namespace Crm.Actors.Persistence.Feed;

/// <summary>How a row of <c>events.log</c> becomes an event.</summary>
public static class FeedRow
{
    /// <summary>The columns that <see cref="Read"/> takes, in its order, of the alias <c>l</c>.</summary>
    public const string Columns =
        "l.position, l.id, l.type, l.aggregate_type, l.aggregate_id, l.version, l.occurred_at, l.actor_id, l.traceparent, l.data";

    // The log has few types; a look here is cheaper than one among all strings of the process.
    private static readonly ConcurrentDictionary<string, string> Types = new(StringComparer.Ordinal);

    /// <param name="row">The current row.</param>
    /// <param name="first">The ordinal of <c>l.position</c>.</param>
    public static FeedEvent Read(NpgsqlDataReader row, int first) => new()
    {
        Position = row.GetInt64(first),
        Id = row.GetGuid(first + 1),
        Type = TypeOf(row.GetString(first + 2)),
        Source = EventSources.Of(row.GetString(first + 3)),
        Subject = row.GetGuid(first + 4),
        Sequence = row.GetInt64(first + 5),
        Time = row.GetFieldValue<DateTimeOffset>(first + 6),
        ActorId = row.GetGuid(first + 7),
        TraceParent = row.IsDBNull(first + 8) ? null : row.GetString(first + 8),
        Data = row.GetFieldValue<byte[]>(first + 9),
    };

    private static string TypeOf(string text) => Types.GetOrAdd(text, text);
}
