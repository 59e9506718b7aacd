using System.Globalization;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>
/// The one statement that commits a batch. Rows change only where the version is the expected one and no key was used before;
/// events, keys and feed positions are written for exactly those. The feed's row is locked last and until commit, so that
/// positions become visible in their own order and without gaps.
/// </summary>
internal static class CommitSql
{
    public static string For<TState, TEvent>(IAggregateMapping<TState, TEvent> mapping)
        where TState : class
        where TEvent : class
    {
        var (aggregateType, table, columns) = (mapping.AggregateType, mapping.Table, mapping.Columns);
        var next = 1;
        // In a SELECT list arrays advance together; in FROM each would be written to a table of its own first.
        string Rows(params IEnumerable<(string Name, string Type)> arrays) => string.Join(", ", arrays.Select(array =>
            string.Create(CultureInfo.InvariantCulture, $"unnest(${next++}::{array.Type}[]) AS {array.Name}")));
        var input = Rows([("id", "uuid"), ("expected_version", "bigint"), ("version", "bigint"), .. columns.Select(static c => (c.Name, c.Type))]);
        var keys = Rows(("aggregate_id", "uuid"), ("caller_id", "uuid"), ("key", "text"), ("request_hash", "uuid"), ("version", "bigint"));
        var events = Rows(
            ("ordinal", "bigint"), ("id", "uuid"), ("aggregate_id", "uuid"), ("version", "bigint"), ("type", "text"), ("schema_version", "smallint"),
            ("actor_id", "uuid"), ("occurred_at", "timestamptz"), ("traceparent", "text"), ("about_id", "uuid"), ("data", "json"));
        var looksForKeys = string.Create(CultureInfo.InvariantCulture, $"${next}::boolean");
        var names = string.Join(", ", columns.Select(static c => c.Name));
        var values = string.Join(", ", columns.Select(static c => c.Cast is null ? $"i.{c.Name}" : $"i.{c.Name}::{c.Cast}"));
        var assignments = string.Join(", ", columns.Select(static c => c.Cast is null ? $"{c.Name} = i.{c.Name}" : $"{c.Name} = i.{c.Name}::{c.Cast}"));
        var onlyId = mapping.HasUniqueKey ? "" : "(id) ";
        // Whether such a row has the id or the key of another one, this statement's snapshot cannot tell.
        var notCreated = !mapping.HasUniqueKey ? "" : """

            UNION ALL
            SELECT i.id, 'U'::"char", 0, NULL FROM input i
            WHERE i.expected_version = 0 AND i.id NOT IN (SELECT id FROM passed UNION ALL SELECT id FROM taken)
            """;
        next++;
        var children = string.Concat(mapping.Children.Select(child => $"""
            , {child.Table.Replace('.', '_')}_rows AS (
                INSERT INTO {child.Table} ({child.AggregateColumn}, {string.Join(", ", child.Columns.Select(static c => c.Name))})
                SELECT c.aggregate_id, {string.Join(", ", child.Columns.Select(static c => c.Cast is null ? $"c.{c.Name}" : $"c.{c.Name}::{c.Cast}"))}
                FROM (SELECT {Rows([("aggregate_id", "uuid"), .. child.Columns.Select(static c => (c.Name, c.Type))])}) c JOIN passed p ON p.id = c.aggregate_id
            )
            """));
        return $"""
            WITH input AS (
                SELECT {input}
            ), key_input AS (
                SELECT {keys}
            ), taken AS (
                SELECT DISTINCT k.aggregate_id AS id
                FROM key_input k JOIN events.idempotency_keys x ON x.caller_id = k.caller_id AND x.key = k.key
                WHERE {looksForKeys}
            ), updated AS (
                UPDATE {table} t SET version = i.version, {assignments}
                FROM input i
                WHERE t.id = i.id AND t.version = i.expected_version AND i.id NOT IN (SELECT id FROM taken)
                RETURNING t.id
            ), created AS (
                INSERT INTO {table} (id, version, {names})
                SELECT i.id, i.version, {values} FROM input i
                WHERE i.expected_version = 0 AND i.id NOT IN (SELECT id FROM taken)
                ON CONFLICT {onlyId}DO NOTHING
                RETURNING id
            ), passed AS (
                SELECT id FROM updated UNION ALL SELECT id FROM created
            ), happened AS (
                SELECT e.*, row_number() OVER (ORDER BY e.ordinal) AS place
                FROM (SELECT {events}) e JOIN passed p ON p.id = e.aggregate_id
            ), kept AS (
                INSERT INTO events.idempotency_keys (caller_id, key, request_hash, aggregate_type, aggregate_id, version, created_at)
                SELECT k.caller_id, k.key, k.request_hash, '{aggregateType}', k.aggregate_id, k.version, clock_timestamp()
                FROM key_input k JOIN passed p ON p.id = k.aggregate_id
                ORDER BY k.caller_id, k.key
                RETURNING 1
            ), feed AS (
                UPDATE events.feed
                SET position = position + (SELECT count(*) FROM happened), committed_at = greatest(clock_timestamp(), committed_at)
                WHERE singleton AND EXISTS (SELECT FROM happened) AND (SELECT count(*) FROM kept) >= 0
                RETURNING position - (SELECT count(*) FROM happened) AS start, position, committed_at
            ), logged AS (
                INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version,
                                        actor_id, occurred_at, committed_at, traceparent, about_id, data)
                SELECT f.start + h.place, h.id, '{aggregateType}', h.aggregate_id, h.version, h.type, h.schema_version,
                       h.actor_id, h.occurred_at, f.committed_at, h.traceparent, h.about_id, h.data
                FROM happened h CROSS JOIN feed f
            ){children}
            SELECT p.id, 'C'::"char", coalesce(max(f.start + h.place), 0), (SELECT pg_notify('feed', position::text)::text FROM feed)
            FROM passed p LEFT JOIN (happened h CROSS JOIN feed f) ON h.aggregate_id = p.id GROUP BY p.id
            UNION ALL
            SELECT id, 'T'::"char", 0, NULL FROM taken{notCreated}
            """;
    }
}
