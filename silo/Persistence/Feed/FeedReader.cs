using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Npgsql;

namespace Crm.Actors.Persistence.Feed;

/// <summary>
/// Reads the log. Every read is one statement, so that head and events are of one snapshot, and each answer is proven: its positions
/// (for one subject its versions) are consecutive and reach the snapshot's end.
/// </summary>
public sealed class FeedReader(FeedDatabase database, FeedOptions options)
{
    private const string HeadSql = "SELECT epoch, position FROM events.feed WHERE singleton";

    private const string AfterSql = $"""
        SELECT f.epoch, f.position, {FeedRow.Columns}
        FROM events.feed f
        LEFT JOIN LATERAL (SELECT * FROM events.log e WHERE e.position > $1 ORDER BY e.position LIMIT $2) l ON true
        WHERE f.singleton
        """;

    // Versions rise with positions, so the subject's last version up to the position is found by bisection over (aggregate_id, version).
    private const string SubjectSql = $"""
        WITH RECURSIVE bounds(low, high) AS (
            SELECT 0::bigint, coalesce((SELECT max(e.version) FROM events.log e WHERE e.aggregate_id = $1), 0)
            UNION ALL
            SELECT CASE WHEN e.position <= $2 THEN e.version ELSE b.low END,
                   CASE WHEN e.position <= $2 THEN b.high ELSE e.version - 1 END
            FROM bounds b JOIN events.log e ON e.aggregate_id = $1 AND e.version = (b.low + b.high + 1) / 2
            WHERE b.low < b.high)
        SELECT f.epoch, f.position, {FeedRow.Columns}, s.version
        FROM events.feed f
        CROSS JOIN (SELECT max(low) AS version FROM bounds) s
        LEFT JOIN LATERAL (
            SELECT *
            FROM (
                (SELECT * FROM events.log e WHERE e.aggregate_id = $1 AND e.version > s.version ORDER BY e.version LIMIT $3)
                UNION ALL
                (SELECT * FROM events.log e
                 WHERE e.about_id = $1 AND e.position > $2
                 ORDER BY e.position LIMIT $3)) own
            ORDER BY position LIMIT $3) l ON true
        WHERE f.singleton
        """;

    // committed_at rises with position: bisection again.
    private const string HorizonSql = """
        WITH RECURSIVE bounds(low, high) AS (
            SELECT least($1, f.position), f.position FROM events.feed f WHERE f.singleton
            UNION ALL
            SELECT CASE WHEN e.committed_at < now() - $2 THEN e.position ELSE b.low END,
                   CASE WHEN e.committed_at < now() - $2 THEN b.high ELSE e.position - 1 END
            FROM bounds b JOIN events.log e ON e.position = (b.low + b.high + 1) / 2
            WHERE b.low < b.high)
        SELECT max(low) FROM bounds
        """;

    private const int EventOrdinal = 2;
    private const int FloorVersionOrdinal = 12;

    /// <summary>The log's epoch and newest position.</summary>
    public async Task<FeedHead> HeadAsync(CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(HeadSql, connection);
        await using var row = await ExecuteAsync(command, cancellation);
        return await row.ReadAsync(cancellation) ? new(row.GetString(0), row.GetInt64(1)) : throw NoFeed();
    }

    /// <summary>Up to <paramref name="max"/> events after a position; none when the position is the head or beyond it.</summary>
    /// <exception cref="FeedGapException">The positions are not consecutive.</exception>
    public async Task<FeedStretch> ReadAsync(long after, int max, CancellationToken cancellation)
    {
        await using var connection = await database.Pages.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(AfterSql, connection) { Parameters = { Long(after), Int(max) } };
        await using var row = await ExecuteAsync(command, cancellation);
        var (head, events, all) = await TakeAsync(row, cancellation);

        var expected = after;
        foreach (var e in events)
            if (e.Position != ++expected)
                throw new FeedGapException(expected, e.Position);
        var complete = all && events.Length < max;
        if (complete && expected < head.Position)
            throw new FeedGapException(head.Position, expected);
        return new(head, events, complete || expected >= head.Position);
    }

    /// <summary>Up to <paramref name="max"/> events of one subject, and of the payments, notes and tasks that it had, after a position.</summary>
    /// <exception cref="FeedGapException">The subject's versions are not consecutive.</exception>
    public async Task<FeedStretch> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(SubjectSql, connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = subject }, Long(after), Int(max) },
        };
        await using var row = await ExecuteAsync(command, cancellation);
        var expected = 0L;
        var (head, events, all) = await TakeAsync(row, cancellation, first => expected = first.GetInt64(FloorVersionOrdinal));

        foreach (var e in events)
            if (e.Position <= after || (e.Subject == subject && e.Sequence != ++expected))
                throw new FeedGapException(expected, e.Sequence);
        return new(head, events, all && events.Length < max);
    }

    /// <summary>The newest position that was committed longer ago than <paramref name="age"/>, by the database's clock; never below <paramref name="known"/> unless the log is shorter.</summary>
    public async Task<long> OlderThanAsync(TimeSpan age, long known, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(HorizonSql, connection)
        {
            Parameters = { Long(known), new NpgsqlParameter<TimeSpan> { TypedValue = age } },
        };
        await using var row = await ExecuteAsync(command, cancellation);
        return await row.ReadAsync(cancellation) && !row.IsDBNull(0) ? row.GetInt64(0) : throw NoFeed();
    }

    private async Task<(FeedHead Head, ImmutableArray<FeedEvent> Events, bool All)> TakeAsync(
        NpgsqlDataReader row, CancellationToken cancellation, Action<NpgsqlDataReader>? first = null)
    {
        if (!await row.ReadAsync(cancellation))
            throw NoFeed();
        var head = new FeedHead(row.GetString(0), row.GetInt64(1));
        first?.Invoke(row);
        if (row.IsDBNull(EventOrdinal))
            return (head, [], true);

        var events = ImmutableArray.CreateBuilder<FeedEvent>();
        var bytes = 0L;
        do
        {
            if (bytes >= options.PageBytes)
                return (head, events.DrainToImmutable(), false);
            var e = FeedRow.Read(row, EventOrdinal);
            bytes += e.Data.Length;
            events.Add(e);
        }
        while (await row.ReadAsync(cancellation));
        return (head, events.DrainToImmutable(), true);
    }

    private static async Task<NpgsqlDataReader> ExecuteAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        await command.PrepareAsync(cancellation);
        return await command.ExecuteReaderAsync(cancellation);
    }

    private static NpgsqlParameter<long> Long(long value) => new() { TypedValue = value };

    private static NpgsqlParameter<int> Int(int value) => new() { TypedValue = value };

    private static InvalidOperationException NoFeed() => new("events.feed has no row: the database is not migrated.");
}
