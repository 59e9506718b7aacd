using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>What holds between tables, asked of the database in one statement.</summary>
/// <param name="What">The table.</param>
/// <param name="Sql">Selects, for everything that is wrong, an id, a version, a position (each may be null) and what is wrong.</param>
/// <param name="SeesDeals">Whether it reads what only the role of lists sees.</param>
internal sealed record TableCheck(string What, string Sql, bool SeesDeals = false)
{
    /// <summary>Differences that are said of one check.</summary>
    public const int Most = 1000;

    /// <summary>Positions of the log without a gap.</summary>
    public static TableCheck Positions { get; } = new("events.log", """
        SELECT NULL::uuid, NULL::bigint, l.position, 'follows position ' || l.before
        FROM (SELECT position, lag(position, 1, 0::bigint) OVER (ORDER BY position) AS before FROM events.log) l
        WHERE l.position <> l.before + 1
        """);

    /// <summary>What is looked at in every case.</summary>
    public static IReadOnlyList<TableCheck> All { get; } =
    [
        new("events.feed", """
            SELECT NULL::uuid, NULL::bigint, f.position, 'the log ends at ' || coalesce((SELECT max(position) FROM events.log), 0)
            FROM events.feed f WHERE f.position <> coalesce((SELECT max(position) FROM events.log), 0)
            """),
        new("crm.deal_list", """
            SELECT d.id, d.version, NULL::bigint, CASE WHEN l.id IS NULL THEN 'is not in the list' ELSE 'is otherwise in the list, as of version ' || l.version END
            FROM crm.deals d
            LEFT JOIN crm.deal_list l ON l.id = d.id
            CROSS JOIN LATERAL (SELECT position FROM events.log WHERE aggregate_id = d.id AND version = d.version OFFSET 0) e
            WHERE e.position <= (SELECT position FROM crm.deal_list_position)
              AND (l.id IS NULL
                   OR (l.version, l.since, l.pipeline_id, l.stage, l.status, l.archived, l.owner_id, l.team_id, l.title, l.amount, l.expected_close_date, l.created_at, l.updated_at)
                   IS DISTINCT FROM
                   (d.version, e.position, d.pipeline_id, d.stage, d.status, d.archived, d.owner_id, d.team_id, d.title, d.amount, d.expected_close_date, d.created_at, d.updated_at))
            """, SeesDeals: true),
        new("crm.deal_list", "SELECT l.id, l.version, NULL::bigint, 'there is no such deal' FROM crm.deal_list l WHERE NOT EXISTS (SELECT FROM crm.deals d WHERE d.id = l.id)", SeesDeals: true),
        new("crm.deal_list_fields", """
            SELECT coalesce(v.id, f.deal_id), v.version, NULL::bigint,
                   'the field ' || coalesce(v.key, f.key) || CASE WHEN f.deal_id IS NULL THEN ' is missing' WHEN v.id IS NULL THEN ' is too much' ELSE ' is otherwise in the list' END
            FROM (
                SELECT d.id, d.version, d.pipeline_id, c.*
                FROM crm.deal_list l JOIN crm.deals d ON d.id = l.id AND d.version = l.version CROSS JOIN LATERAL crm.deal_fields(d.custom_fields) c) v
            FULL JOIN (
                SELECT f.* FROM crm.deal_list_fields f LEFT JOIN crm.deal_list l ON l.id = f.deal_id LEFT JOIN crm.deals d ON d.id = f.deal_id
                WHERE l.version IS NOT DISTINCT FROM d.version) f ON f.deal_id = v.id AND f.key = v.key
            WHERE (f.pipeline_id, f.text, f.rest, f.number) IS DISTINCT FROM (v.pipeline_id, v.text, v.rest, v.number)
            """, SeesDeals: true),
        new("crm.former_deal_fields", """
            SELECT coalesce(v.id, f.deal_id), v.version, coalesce(v.until, f.until),
                   'the field ' || coalesce(v.key, f.key) || CASE WHEN f.deal_id IS NULL THEN ' is missing' WHEN v.id IS NULL THEN ' is too much' ELSE ' is otherwise in its row' END
            FROM (SELECT d.id, d.version, d.since, d.until, d.pipeline_id, c.* FROM crm.former_deals d CROSS JOIN LATERAL crm.deal_fields(d.custom_fields) c) v
            FULL JOIN crm.former_deal_fields f ON f.deal_id = v.id AND f.until = v.until AND f.key = v.key
            WHERE (f.since, f.pipeline_id, f.text, f.rest, f.number) IS DISTINCT FROM (v.since, v.pipeline_id, v.text, v.rest, v.number)
            """, SeesDeals: true),
        new("tasks.reminders", """
            SELECT t.id, t.version, NULL::bigint, 'the reminder ' || r.id || ' has no row'
            FROM tasks.tasks t CROSS JOIN LATERAL json_to_recordset(t.reminders::json) AS r(id uuid, at timestamptz)
            WHERE t.reminders <> '[]'
              AND NOT EXISTS (
                  SELECT FROM tasks.reminders x
                  WHERE x.partition = get_byte(uuid_send(t.id), 15) & 15 AND x.due_at = r.at AND x.id = r.id AND x.task_id = t.id)
            """, SeesDeals: true),
        // The id of the task is that of RequestedTask.TaskId.
        new("tasks.requests", """
            SELECT l.aggregate_id, l.version, l.position, 'the task that was asked for is neither there nor to be made'
            FROM events.log l
            JOIN events.consumer_watermarks w ON w.consumer = 'deal-automation' AND w.aggregate_id = l.aggregate_id AND w.version >= l.version
            CROSS JOIN LATERAL (SELECT sha256(convert_to('task' || chr(10) || l.id, 'UTF8')) AS hash) h
            CROSS JOIN LATERAL (
                SELECT encode(set_byte(set_byte(substring(h.hash FROM 1 FOR 16), 6, get_byte(h.hash, 6) & 15 | 128), 8, get_byte(h.hash, 8) & 63 | 128), 'hex')::uuid AS id) t
            WHERE l.aggregate_type = 'deal' AND l.type = 'task.requested'
              AND NOT EXISTS (SELECT FROM events.log c WHERE c.aggregate_id = t.id AND c.version = 1)
              AND NOT EXISTS (SELECT FROM tasks.requests r WHERE r.id = l.id)
            """),
        new("auth.user_roles", """
            SELECT coalesce(u.id, r.user_id), u.version, NULL::bigint, 'the role ' || coalesce(u.role, r.role) || CASE WHEN r.role IS NULL THEN ' is missing' ELSE ' is too much' END
            FROM (SELECT id, version, unnest(roles) AS role FROM auth.users) u FULL JOIN auth.user_roles r ON r.user_id = u.id AND r.role = u.role
            WHERE u.id IS NULL OR r.user_id IS NULL
            """),
        new("auth.team_members", """
            SELECT coalesce(u.id, m.user_id), u.version, NULL::bigint, 'the team ' || coalesce(u.team, m.team_id) || CASE WHEN m.team_id IS NULL THEN ' is missing' ELSE ' is too much' END
            FROM (SELECT id, version, unnest(teams) AS team FROM auth.users) u FULL JOIN auth.team_members m ON m.user_id = u.id AND m.team_id = u.team
            WHERE u.id IS NULL OR m.user_id IS NULL
            """),
    ];

    /// <summary>Entries of one kind, whose rows are what the events give.</summary>
    /// <param name="kind">The part of the types of events that says which entries they are.</param>
    /// <param name="table">The table of their rows.</param>
    /// <param name="payments">Payments whose entries are compared; null for all.</param>
    public static TableCheck OfEntries(string kind, string table, IReadOnlyCollection<Guid>? payments)
    {
        string Of(string column) => payments is null ? "true" : $"{column} = ANY (ARRAY['{string.Join("', '", payments)}']::uuid[])";
        return new(table, $"""
            SELECT coalesce(l.aggregate_id, e.payment_id), coalesce(l.version, e.version), l.position,
                   'the entry ' || coalesce(l.id::text, e.id::text, '-') || CASE WHEN e.payment_id IS NULL THEN ' has no row' WHEN l.aggregate_id IS NULL THEN ' has no event' ELSE ' is otherwise in its event' END
            FROM (
                SELECT aggregate_id, version, position, occurred_at, actor_id, data -> 'payment' ->> 'currency' AS currency, x.*
                FROM events.log
                CROSS JOIN LATERAL json_to_record(data -> 'entry')
                    AS x(id uuid, date date, amount numeric, method text, reference text, comment text, reverses uuid)
                WHERE aggregate_type = 'payment' AND type IN ('deal.payment.{kind}.created', 'deal.payment.{kind}.reversed') AND {Of("aggregate_id")}) l
            FULL JOIN (SELECT * FROM {table} WHERE {Of("payment_id")}) e ON e.id = l.id
            WHERE (l.aggregate_id, l.version, l.occurred_at, l.actor_id, l.currency, l.date, l.amount, l.method, l.reference, l.comment, l.reverses)
                  IS DISTINCT FROM
                  (e.payment_id, e.version, e.created_at, e.actor_id, e.currency, e.date, e.amount, e.method, e.reference, e.comment, e.reverses)
            """);
    }

    /// <summary>Asks.</summary>
    public async Task RunAsync(NpgsqlConnection connection, Action<Difference> found, CancellationToken cancellation)
    {
        await connection.SeeDealsAsync(SeesDeals, cancellation);
        await using var command = new NpgsqlCommand($"SELECT * FROM ({Sql}) wrong LIMIT {Most}", connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            found(new Difference(
                What, row.IsDBNull(0) ? null : row.GetGuid(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetString(3)));
        }
    }
}
