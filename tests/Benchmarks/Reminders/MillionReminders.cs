using Npgsql;

namespace Crm.Actors.Benchmarks.Reminders;

/// <summary>
/// Tasks with a reminder each that comes in a month or within the year after it, as rows. What happened to them is not in the log: they are never asked.
/// </summary>
internal static class MillionReminders
{
    private const string Sql = """
        WITH made AS MATERIALIZED (
            SELECT md5('task' || n)::uuid AS id, md5('reminder' || n)::uuid AS reminder_id,
                   ('00000000-0000-7000-8000-' || lpad(to_hex(n % 1000 + 1), 12, '0'))::uuid AS user_id,
                   date_trunc('second', now()) + interval '30 days' + n * interval '30 seconds' AS due_at
            FROM generate_series(1, $1) n
        ), made_tasks AS (
            INSERT INTO tasks.tasks (id, version, title, description, status, priority, assignee_id, creator_id, deal_id, due_at, time_zone,
                                     reminders, created_at, updated_at)
            SELECT id, 2, 'A task that reminds', NULL, 'open', 'normal', user_id, user_id, NULL, NULL, 'UTC',
                   format('[{"id":"%s","at":"%s"}]', reminder_id, to_char(due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), now(), now()
            FROM made
        )
        INSERT INTO tasks.reminders (id, task_id, due_at) SELECT reminder_id, id, due_at FROM made
        """;

    /// <summary>Inserts them, and does what the server would do for them in its own time.</summary>
    /// <param name="connectionString">A superuser.</param>
    /// <param name="count">How many.</param>
    public static async Task SeedAsync(string connectionString, int count)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await ExecuteAsync("SET jit = off");
        await ExecuteAsync(Sql, count);
        await ExecuteAsync("VACUUM (ANALYZE) tasks.tasks");
        await ExecuteAsync("VACUUM (ANALYZE) tasks.reminders");
        await ExecuteAsync("CHECKPOINT");

        async Task ExecuteAsync(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            foreach (var value in values)
                command.Parameters.Add(new NpgsqlParameter { Value = value });
            await command.ExecuteNonQueryAsync();
        }
    }
}
