using Crm.Actors.Persistence.Feed;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>
/// The statements of every consumer. They are planned once, before the tables have their size. So each look-up is a LATERAL subquery that
/// is not pulled up (LIMIT, OFFSET 0) and can only go by index; a plain join was planned as a scan of all watermarks, or of the whole log.
/// </summary>
internal static class ConsumerSql
{
    public const string WaitForDisk = "SET LOCAL synchronous_commit = on";

    /// <summary>The turn of some partitions, always in the same order. What others did before it got the locks, the next statements see.</summary>
    public const string Lock = """
        SELECT partition FROM events.consumer_partitions WHERE consumer = $1 AND partition = ANY($2) ORDER BY partition FOR UPDATE
        """;

    /// <summary>Per announced aggregate its watermark and what the log has after it of the wanted types (none: all), at most so many events each; one row without an event when there is none.</summary>
    public const string Due = $"""
        SELECT a.id, coalesce(w.version, 0), l.schema_version, {FeedRow.Columns}
        FROM (SELECT unnest($2::uuid[]) AS id, unnest($3::bigint[]) AS version) a
        LEFT JOIN LATERAL (
            SELECT version FROM events.consumer_watermarks WHERE consumer = $1 AND aggregate_id = a.id LIMIT 1) w ON true
        LEFT JOIN LATERAL (
            SELECT * FROM events.log e
            WHERE e.aggregate_id = a.id AND e.version > coalesce(w.version, 0) AND e.version <= a.version AND e.aggregate_type = ANY($4)
              AND (cardinality($6) = 0 OR e.type = ANY($6))
            ORDER BY e.version LIMIT $5) l ON true
        """;

    /// <summary>All parked events of the announced aggregates, with what the log has under the same id.</summary>
    public const string Parked = $"""
        SELECT p.aggregate_id, p.version, p.event_id, p.skipped, p.attempts, l.schema_version, {FeedRow.Columns}
        FROM (SELECT unnest($2::uuid[]) AS id) a
        CROSS JOIN LATERAL (SELECT * FROM events.parked_events WHERE consumer = $1 AND aggregate_id = a.id OFFSET 0) p
        LEFT JOIN events.log l ON l.aggregate_id = p.aggregate_id AND l.version = p.version AND l.id = p.event_id AND l.aggregate_type = ANY($3)
        """;

    public const string Advance = """
        INSERT INTO events.consumer_watermarks AS w (consumer, aggregate_id, version)
        SELECT $1, unnest($2::uuid[]), unnest($3::bigint[])
        ON CONFLICT (consumer, aggregate_id) DO UPDATE SET version = excluded.version
        """;

    public const string Newest = """
        UPDATE events.consumer_partitions p SET newest = greatest(p.newest, a.newest)
        FROM (SELECT unnest($2::smallint[]) AS partition, unnest($3::bigint[]) AS newest) a
        WHERE p.consumer = $1 AND p.partition = a.partition
        """;

    /// <summary>What is applied is no longer parked.</summary>
    public const string Unpark = """
        DELETE FROM events.parked_events p
        USING (SELECT unnest($2::uuid[]) AS aggregate_id, unnest($3::bigint[]) AS version, unnest($4::uuid[]) AS event_id) a
        WHERE p.consumer = $1 AND p.aggregate_id = a.aggregate_id AND p.version = a.version AND p.event_id = a.event_id
        """;

    /// <summary>Events that are still not in the log.</summary>
    public const string TriedInVain = """
        UPDATE events.parked_events p SET retry = false, attempts = p.attempts + 1
        FROM (SELECT unnest($2::uuid[]) AS aggregate_id, unnest($3::bigint[]) AS version, unnest($4::uuid[]) AS event_id) a
        WHERE p.consumer = $1 AND p.aggregate_id = a.aggregate_id AND p.version = a.version AND p.event_id = a.event_id
        """;

    /// <summary>
    /// Keeps a parked event. It stays skipped once it is. It is written twice, as a dead letter and with the watermark: who replays it between the two
    /// has it tried again.
    /// </summary>
    public const string Park = """
        INSERT INTO events.parked_events AS p (consumer, aggregate_id, version, event_id, position, type, reason, first_error, last_error,
                                               attempts, skipped, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        ON CONFLICT (consumer, aggregate_id, version, event_id) DO UPDATE
        SET last_error = excluded.last_error, attempts = excluded.attempts, parked_at = excluded.parked_at,
            skipped = p.skipped OR excluded.skipped, retry = p.retry AND p.attempts = excluded.attempts
        """;

    /// <summary>
    /// Looks through the events after the position, at most so many, of the wanted types (none: all). Per aggregate, the first of them that has no effect yet says how far
    /// everything is applied, and, once it is old enough, that it has to be caught up.
    /// </summary>
    public const string Missing = """
        WITH bounds AS MATERIALIZED (
            SELECT p.position AS start, least(f.position, p.position + $3) AS stop
            FROM events.consumer_progress p, events.feed f WHERE p.consumer = $1 AND f.singleton
        ), stretch AS MATERIALIZED (
            SELECT l.aggregate_id AS id, max(l.version) AS version
            FROM events.log l
            WHERE l.position > (SELECT start FROM bounds) AND l.position <= (SELECT stop FROM bounds) AND l.aggregate_type = ANY($2)
              AND (cardinality($5) = 0 OR l.type = ANY($5))
            GROUP BY l.aggregate_id
        ), missing AS MATERIALIZED (
            SELECT s.id, s.version, l.position, l.committed_at < clock_timestamp() - $4 AS is_old
            FROM stretch s
            LEFT JOIN LATERAL (
                SELECT version FROM events.consumer_watermarks WHERE consumer = $1 AND aggregate_id = s.id LIMIT 1) w ON true
            CROSS JOIN LATERAL (
                SELECT position, committed_at FROM events.log e
                WHERE e.aggregate_id = s.id AND e.version > coalesce(w.version, 0) AND (cardinality($5) = 0 OR e.type = ANY($5))
                ORDER BY e.version LIMIT 1) l
            WHERE s.version > coalesce(w.version, 0)
        )
        SELECT b.start, least(b.stop, (SELECT min(m.position) - 1 FROM missing m)), b.stop, m.id, m.version
        FROM bounds b LEFT JOIN missing m ON m.is_old
        """;

    /// <summary>Whether there is anything to reconcile: cheap enough to be asked all day.</summary>
    public const string Behind = """
        SELECT p.position < f.position, EXISTS (SELECT FROM events.parked_events e WHERE e.consumer = $1 AND e.retry)
        FROM events.consumer_progress p, events.feed f WHERE p.consumer = $1 AND f.singleton
        """;

    /// <summary>Positions only rise: another silo may have gone further.</summary>
    public const string Progress = "UPDATE events.consumer_progress SET position = $2 WHERE consumer = $1 AND position < $2";

    public const string Retries = "SELECT aggregate_id, version FROM events.parked_events WHERE consumer = $1 AND retry LIMIT 1024";
}
