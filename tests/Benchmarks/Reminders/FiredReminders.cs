using Crm.Actors.TestKit.Running;
using Npgsql;

namespace Crm.Actors.Benchmarks.Reminders;

/// <summary>The reminders that the log has from a position on.</summary>
internal sealed class FiredReminders : IAsyncDisposable
{
    private const string CountSql = "SELECT count(*) FROM events.log WHERE position > $1 AND type = 'task.reminder'";

    private const string LeftSql = "SELECT count(*) FROM tasks.reminders WHERE due_at <= now()";

    private const string FiredSql = """
        SELECT count(*), count(DISTINCT data ->> 'reminderId'), max(extract(epoch FROM committed_at - (data ->> 'at')::timestamptz))::float8
        FROM events.log WHERE position > $1 AND type = 'task.reminder'
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly CrmSystem _system;
    private readonly NpgsqlConnection _connection;
    private readonly long _after;

    private FiredReminders(CrmSystem system, NpgsqlConnection connection, long after) => (_system, _connection, _after) = (system, connection, after);

    public static async Task<FiredReminders> FromNowAsync(CrmSystem system)
    {
        var after = await system.HeadAsync();
        var connection = new NpgsqlConnection(system.Database.AdminConnectionString);
        await connection.OpenAsync();
        return new FiredReminders(system, connection, after);
    }

    public async Task<long> CountAsync()
    {
        await using var command = Command(CountSql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public Task UntilAsync(int count) => Condition.WaitAsync(
        async () => await CountAsync() >= count, Patience, () => $"{count} reminders fired\n{_system.Log}");

    /// <summary>Waits until so many have fired and none is left that is due.</summary>
    /// <returns>How late the last one was, in seconds, by the log.</returns>
    /// <exception cref="InvalidOperationException">One fired twice, or one too much.</exception>
    public async Task<double> EachOnceAsync(int count)
    {
        await UntilAsync(count);
        await Condition.WaitAsync(NothingIsLeftAsync, Patience, () => $"the rows of reminders deleted\n{_system.Log}");
        await using var command = Command(FiredSql);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        var (fired, reminders) = (row.GetInt64(0), row.GetInt64(1));
        return fired == count && reminders == count
            ? row.GetDouble(2)
            : throw new InvalidOperationException($"{reminders} reminders fired, {fired} times, instead of {count} once each.");
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task<bool> NothingIsLeftAsync()
    {
        await using var command = new NpgsqlCommand(LeftSql, _connection);
        return (long)(await command.ExecuteScalarAsync())! == 0;
    }

    private NpgsqlCommand Command(string sql) => new(sql, _connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = _after } } };
}
