using System.Globalization;
using System.Text;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Tasks;
using Npgsql;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>The statement of one page of tasks: the feed's position, and beside it the rows. The database's policies leave out what the caller does not see.</summary>
internal static class TaskListSql
{
    /// <summary>Where the <c>id</c> of a task is in a row of the answer.</summary>
    public const int FirstOrdinal = 1;

    private const string Columns =
        "id, version, title, description, status, priority, assignee_id, creator_id, deal_id, due_at, time_zone, reminders, created_at, updated_at";

    /// <summary>Without a due time comes last.</summary>
    private const string Due = "coalesce(due_at, 'infinity')";

    /// <param name="query">What is asked for, with a limit that was checked.</param>
    /// <param name="after">The key of the last task of the page before; null for the first page. A null time is that of a task without a due time.</param>
    public static NpgsqlBatchCommand Of(ListTasks query, (DateTimeOffset? Time, Guid Id)? after)
    {
        var command = new NpgsqlBatchCommand();
        var where = new List<string>();
        if (query.AssigneeId is { } assignee)
            where.Add($"assignee_id = {Add(command, assignee)}");
        if (query.CreatorId is { } creator)
            where.Add($"creator_id = {Add(command, creator)}");
        if (query.DealId is { } deal)
            where.Add($"deal_id = {Add(command, deal)}");
        if (query.Status is { } status)
            where.Add($"status = {Add(command, status.Name())}");
        if (query.Priority is { } priority)
            where.Add($"priority = {Add(command, priority.Name())}");
        // By the expression that the index has.
        if (query.DueBefore is { } before)
            where.Add($"{Due} < {Add(command, before)}");
        if (query.DueFrom is { } from)
            where.Add($"{Due} >= {Add(command, from)} AND due_at IS NOT NULL");
        var (key, direction) = (query.Sort == TaskSort.DueFirst ? Due : "created_at", query.Sort == TaskSort.NewestFirst ? "DESC" : "ASC");
        if (after is { } last)
        {
            var time = last.Time is { } value ? Add(command, value) : "'infinity'::timestamptz";
            where.Add($"({key}, id) {(direction == "DESC" ? "<" : ">")} ({time}, {Add(command, last.Id)})");
        }

        var sql = new StringBuilder("SELECT f.position, t.* FROM events.feed f LEFT JOIN LATERAL (SELECT ").Append(Columns).Append(" FROM tasks.tasks");
        if (where.Count > 0)
            sql.Append(" WHERE ").AppendJoin(" AND ", where);
        sql.Append(CultureInfo.InvariantCulture, $" ORDER BY {key} {direction}, id {direction} LIMIT {query.Limit + 1}) t ON true WHERE f.singleton");
        command.CommandText = sql.ToString();
        return command;
    }

    /// <summary>The name of a parameter with the value.</summary>
    private static string Add<T>(NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
    }
}
