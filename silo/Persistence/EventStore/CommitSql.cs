using System.Globalization;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>
/// The one statement that commits a batch. Rows change only where the version is the expected one and no key was used before;
/// events, keys and feed positions are written for exactly those. The feed's row is locked last and until commit, so that
/// positions become visible in their own order and without gaps.
/// </summary>
internal static class CommitSql
{
    public static string For<TState>(string aggregateType, string table, IReadOnlyList<Column<TState>> columns)
    {
        var next = 1;
        string Array(string type) => string.Create(CultureInfo.InvariantCulture, $"${next++}::{type}[]");
        var inputArrays = string.Join(", ", (string[])[Array("uuid"), Array("bigint"), Array("bigint"), .. columns.Select(c => Array(c.Type))]);
        var keyArrays = string.Join(", ", (string[])[Array("uuid"), Array("uuid"), Array("text"), Array("uuid"), Array("bigint")]);
        var eventArrays = string.Join(", ", (string[])
            [Array("uuid"), Array("uuid"), Array("bigint"), Array("text"), Array("smallint"), Array("uuid"), Array("timestamptz"), Array("text"), Array("json")]);
        var names = string.Join(", ", columns.Select(static c => c.Name));
        var values = string.Join(", ", columns.Select(static c => c.Cast is null ? $"i.{c.Name}" : $"i.{c.Name}::{c.Cast}"));
        var assignments = string.Join(", ", columns.Select(static c => c.Cast is null ? $"{c.Name} = i.{c.Name}" : $"{c.Name} = i.{c.Name}::{c.Cast}"));
        return $"""
            WITH input AS (
                SELECT * FROM unnest({inputArrays}) AS i(id, expected_version, version, {names})
            ), key_input AS (
                SELECT * FROM unnest({keyArrays}) AS k(aggregate_id, caller_id, key, request_hash, version)
            ), taken AS (
                SELECT DISTINCT k.aggregate_id AS id
                FROM key_input k JOIN events.idempotency_keys x ON x.caller_id = k.caller_id AND x.key = k.key
            ), locked AS (
                SELECT t.id FROM input i JOIN {table} t ON t.id = i.id
                WHERE i.expected_version > 0 AND t.version = i.expected_version AND i.id NOT IN (SELECT id FROM taken)
                ORDER BY t.id FOR UPDATE OF t
            ), updated AS (
                UPDATE {table} t SET version = i.version, {assignments}
                FROM locked l JOIN input i ON i.id = l.id
                WHERE t.id = l.id AND t.version = i.expected_version
                RETURNING t.id
            ), created AS (
                INSERT INTO {table} (id, version, {names})
                SELECT i.id, i.version, {values} FROM input i
                WHERE i.expected_version = 0 AND i.id NOT IN (SELECT id FROM taken)
                ON CONFLICT (id) DO NOTHING
                RETURNING id
            ), passed AS (
                SELECT id FROM updated UNION ALL SELECT id FROM created
            ), happened AS (
                SELECT e.*, row_number() OVER (ORDER BY e.ordinal) AS place
                FROM unnest({eventArrays}) WITH ORDINALITY
                    AS e(id, aggregate_id, version, type, schema_version, actor_id, occurred_at, traceparent, data, ordinal)
                JOIN passed p ON p.id = e.aggregate_id
            ), feed AS (
                UPDATE events.feed
                SET position = position + (SELECT count(*) FROM happened), committed_at = greatest(clock_timestamp(), committed_at)
                WHERE singleton AND EXISTS (SELECT FROM happened)
                RETURNING position - (SELECT count(*) FROM happened) AS start, position, committed_at
            ), logged AS (
                INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version,
                                        actor_id, occurred_at, committed_at, traceparent, data)
                SELECT f.start + h.place, h.id, '{aggregateType}', h.aggregate_id, h.version, h.type, h.schema_version,
                       h.actor_id, h.occurred_at, f.committed_at, h.traceparent, h.data
                FROM happened h CROSS JOIN feed f
            ), kept AS (
                INSERT INTO events.idempotency_keys (caller_id, key, request_hash, aggregate_type, aggregate_id, version, created_at)
                SELECT k.caller_id, k.key, k.request_hash, '{aggregateType}', k.aggregate_id, k.version, clock_timestamp()
                FROM key_input k JOIN passed p ON p.id = k.aggregate_id
            )
            SELECT p.id, 'C'::"char", coalesce(max(f.start + h.place), 0), (SELECT pg_notify('feed', position::text)::text FROM feed)
            FROM passed p LEFT JOIN (happened h CROSS JOIN feed f) ON h.aggregate_id = p.id GROUP BY p.id
            UNION ALL
            SELECT id, 'T'::"char", 0, NULL FROM taken
            """;
    }
}
