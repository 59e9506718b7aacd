using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Feed;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Takes the partitions' locks and reads what is due, in one round trip.</summary>
internal static class DueEventsReader
{
    /// <summary>Events in one transaction, roughly.</summary>
    private const int EventsAtOnce = 8192;

    private const int FewestPerAggregate = 16;

    /// <exception cref="InvalidOperationException">The database does not know the consumer, or the log has a gap.</exception>
    public static async Task<DueEvents> ReadAsync(
        NpgsqlConnection connection, ConsumerScope scope, IReadOnlyList<AnnouncedEvent> announced, CancellationToken cancellation)
    {
        var newest = new Dictionary<Guid, long>();
        foreach (var (subject, version, _) in announced)
            newest[subject] = Math.Max(version, newest.GetValueOrDefault(subject));
        var most = Math.Max(FewestPerAggregate, EventsAtOnce / newest.Count);

        await using var batch = connection.CreateBatch();
        if (scope.WaitsForDisk)
            batch.Add(ConsumerSql.WaitForDisk);
        batch.Add(ConsumerSql.Lock).With(NpgsqlDbType.Text, scope.Consumer).WithArray(NpgsqlDbType.Smallint, scope.Partitions);
        batch.Add(ConsumerSql.Due).With(NpgsqlDbType.Text, scope.Consumer)
            .WithArray(NpgsqlDbType.Uuid, newest.Keys).WithArray(NpgsqlDbType.Bigint, newest.Values)
            .WithArray(NpgsqlDbType.Text, scope.AggregateTypes).With(NpgsqlDbType.Integer, most)
            .WithArray(NpgsqlDbType.Text, scope.EventTypes);
        batch.Add(ConsumerSql.Parked).With(NpgsqlDbType.Text, scope.Consumer)
            .WithArray(NpgsqlDbType.Uuid, newest.Keys).WithArray(NpgsqlDbType.Text, scope.AggregateTypes);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var locked = 0;
        while (await row.ReadAsync(cancellation))
            locked++;
        if (locked != scope.Partitions.Length)
            throw new InvalidOperationException($"The database lacks partitions of the consumer '{scope.Consumer}'.");
        await row.NextResultAsync(cancellation);
        var aggregates = await ReadAggregatesAsync(row, most, scope.EventTypes.IsEmpty, cancellation);
        await row.NextResultAsync(cancellation);
        return new(aggregates, await ReadParkedAsync(row, cancellation));
    }

    private static async Task<Dictionary<Guid, DueAggregate>> ReadAggregatesAsync(NpgsqlDataReader row, int most, bool areAll, CancellationToken cancellation)
    {
        var aggregates = new Dictionary<Guid, DueAggregate>();
        var events = new Dictionary<Guid, List<LoggedEvent>>();
        while (await row.ReadAsync(cancellation))
        {
            var (id, watermark) = (row.GetGuid(0), row.GetInt64(1));
            if (!events.TryGetValue(id, out var list))
                events[id] = list = [];
            if (Logged(row, 2) is { } logged)
            {
                if (areAll && logged.Event.Sequence != watermark + list.Count + 1)
                    throw new InvalidOperationException($"The log has version {logged.Event.Sequence} of {id} where {watermark + list.Count + 1} has to be.");
                list.Add(logged);
            }

            aggregates[id] = new(watermark, list, list.Count == most);
        }

        return aggregates;
    }

    private static async Task<List<ParkedRow>> ReadParkedAsync(NpgsqlDataReader row, CancellationToken cancellation)
    {
        var parked = new List<ParkedRow>();
        while (await row.ReadAsync(cancellation))
            parked.Add(new(row.GetGuid(0), row.GetInt64(1), row.GetGuid(2), row.GetBoolean(3), row.GetInt32(4), Logged(row, 5)));
        return parked;
    }

    private static LoggedEvent? Logged(NpgsqlDataReader row, int first) =>
        row.IsDBNull(first) ? null : new(FeedRow.Read(row, first + 1), row.GetInt16(first));
}
