using Crm.Actors.Chaos.Recording;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Tasks;
using Crm.Actors.TestKit.Running;
using Npgsql;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Reads tasks, and the places of all events that no check looks into, behind the interface's back.</summary>
internal static class TaskReader
{
    private const string EventsSql = """
        SELECT id, version, occurred_at, actor_id, traceparent, type, schema_version, data, position, aggregate_id
        FROM events.log
        """;

    private static readonly TaskMapping Mapping = new();

    /// <summary>Reminders whose time is to come, or that are being fired.</summary>
    public static Task<long> RemindersAsync(this CrmSystem system) => system.Database.ScalarAsync<long>("SELECT count(*) FROM tasks.reminders");

    /// <summary>The stored rows of all tasks.</summary>
    public static Task<List<TaskState>> TaskRowsAsync(this CrmSystem system) => QueryAsync(
        system, $"SELECT id, version, {string.Join(", ", Mapping.Columns.Select(static c => c.Name))} FROM {Mapping.Table}", Mapping.Read);

    /// <summary>All events of all tasks in the order of the log.</summary>
    public static Task<List<LogRow>> TaskEventsAsync(this CrmSystem system) => QueryAsync(
        system,
        $"{EventsSql} WHERE aggregate_type = 'task' ORDER BY position",
        static row => ReadEvent(row, Mapping.Codec.Read(row.GetString(5), row.GetInt16(6), row.GetFieldValue<byte[]>(7))));

    /// <summary>All events of users, notifications and whatever else there is, in the order of the log.</summary>
    public static Task<List<LogRow>> OtherEventsAsync(this CrmSystem system) => QueryAsync(
        system,
        $"{EventsSql} WHERE aggregate_type NOT IN ('deal', 'payment', 'pipeline', 'task') ORDER BY position",
        static row => ReadEvent(row, new OtherEvent(row.GetString(5))));

    private static LogRow ReadEvent<TEvent>(NpgsqlDataReader row, TEvent happened)
        where TEvent : class
    {
        var recorded = new Recorded<TEvent>(
            row.GetGuid(0),
            row.GetInt64(1),
            row.GetFieldValue<DateTimeOffset>(2),
            row.GetGuid(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            happened)
        {
            Position = row.GetInt64(8),
        };
        return LogRow.Of(row.GetGuid(9), recorded);
    }

    private static async Task<List<T>> QueryAsync<T>(CrmSystem system, string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(system.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
            all.Add(read(rows));
        return all;
    }
}
