using System.Globalization;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>
/// The statements of one page of tasks: the feed's position, and beside it the rows. The database's policies leave out what the caller does not see. Two
/// ways lead to a page. A <em>walk</em> reads the tasks in order, hidden ones too: quick when those are few. A <em>merge</em> reads the first of each
/// reason why the caller sees a task: quick however many are hidden, as long as the deals that the caller sees have few.
/// </summary>
internal static class TaskListSql
{
    /// <summary>Where the <c>id</c> of a task is in a row of the answer.</summary>
    public const int FirstOrdinal = 1;

    private const string Columns =
        "id, version, title, description, status, priority, assignee_id, creator_id, deal_id, due_at, time_zone, reminders, created_at, updated_at";

    /// <summary>Without a due time comes last. Not coalesce: PostgreSQL takes it for leaky, so where policies hold no index would be asked for it.</summary>
    private const string Due = "CASE WHEN due_at IS NULL THEN 'infinity' ELSE due_at END";

    /// <summary>Whether a walk may meet many tasks that the caller does not see.</summary>
    public static bool MeetsHidden(ListTasks query, DealSight sight) =>
        !sight.SeesAll && query.DealId is null && query.AssigneeId != sight.UserId && query.CreatorId != sight.UserId;

    /// <summary>
    /// How many tasks the deals have that the caller sees, up to a cap; a deal without any counts as one, and one that is seen for two reasons as two. It
    /// says itself what the caller sees, so that no policy has to be asked.
    /// </summary>
    public static NpgsqlBatchCommand CountOfDeals(DealSight sight, int cap)
    {
        var command = new NpgsqlBatchCommand();
        command.CommandText = $"SELECT count(*) FROM (SELECT FROM ({SeenDeals(command, sight, "UNION ALL")}) s "
            + $"LEFT JOIN LATERAL (SELECT deal_id FROM tasks.tasks WHERE deal_id = s.deal OFFSET 0) t ON true LIMIT {cap + 1}) c";
        return command;
    }

    /// <summary>The page out of all tasks.</summary>
    /// <param name="query">What is asked for, with a limit that was checked.</param>
    /// <param name="after">The key of the last task of the page before; null for the first page. A null time is that of a task without a due time.</param>
    public static NpgsqlBatchCommand Walk(ListTasks query, (DateTimeOffset? Time, Guid Id)? after)
    {
        var command = new NpgsqlBatchCommand();
        return Page(command, First(query, Columns, "tasks.tasks", Conditions(command, query, after)));
    }

    /// <summary>
    /// The page out of what the caller has to do, of what the caller made, and of all tasks of the deals that the caller sees. OFFSET 0: those are read
    /// by their deal, whatever else is asked of them.
    /// </summary>
    /// <param name="query">What is asked for, with a limit that was checked.</param>
    /// <param name="after">As for a walk.</param>
    /// <param name="sight">What the caller sees.</param>
    public static NpgsqlBatchCommand Merge(ListTasks query, (DateTimeOffset? Time, Guid Id)? after, DealSight sight)
    {
        var command = new NpgsqlBatchCommand();
        var conditions = Conditions(command, query, after);
        var me = Add(command, sight.UserId);
        var ofDeals = $"({SeenDeals(command, sight, "UNION")}) s CROSS JOIN LATERAL (SELECT * FROM tasks.tasks WHERE deal_id = s.deal OFFSET 0) t";
        string[] sources =
        [
            First(query, Columns, "tasks.tasks", [$"assignee_id = {me}", .. conditions]),
            First(query, Columns, "tasks.tasks", [$"creator_id = {me}", .. conditions]),
            First(query, Columns, ofDeals, conditions),
        ];
        var (key, _) = OrderOf(query);
        return Page(command, First(query, $"DISTINCT ON ({key}, id) {Columns}", $"(({string.Join(") UNION ALL (", sources)})) u", []));
    }

    private static NpgsqlBatchCommand Page(NpgsqlBatchCommand command, string tasks)
    {
        command.CommandText = $"SELECT f.position, t.* FROM events.feed f LEFT JOIN LATERAL ({tasks}) t ON true WHERE f.singleton";
        return command;
    }

    /// <summary>The first rows of a source in the order of the list: those of the page, and one that tells whether there are more.</summary>
    private static string First(ListTasks query, string columns, string source, List<string> conditions)
    {
        var (key, direction) = OrderOf(query);
        var where = conditions.Count == 0 ? "" : $" WHERE {string.Join(" AND ", conditions)}";
        return $"SELECT {columns} FROM {source}{where} ORDER BY {key} {direction}, id {direction} LIMIT {query.Limit + 1}";
    }

    private static (string Key, string Direction) OrderOf(ListTasks query) =>
        (query.Sort == TaskSort.DueFirst ? Due : "created_at", query.Sort == TaskSort.NewestFirst ? "DESC" : "ASC");

    private static List<string> Conditions(NpgsqlBatchCommand command, ListTasks query, (DateTimeOffset? Time, Guid Id)? after)
    {
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
        if (after is { } last)
        {
            var (key, direction) = OrderOf(query);
            var time = last.Time is { } value ? Add(command, value) : "'infinity'::timestamptz";
            where.Add($"({key}, id) {(direction == "DESC" ? "<" : ">")} ({time}, {Add(command, last.Id)})");
        }

        return where;
    }

    /// <summary>The caller's own deals, those of the caller's teams, and what is shared with either.</summary>
    private static string SeenDeals(NpgsqlBatchCommand command, DealSight sight, string union)
    {
        var deals = new List<string> { $"SELECT id AS deal FROM crm.deal_list WHERE owner_id = {Add(command, sight.UserId)}" };
        if (sight.Teams.Length > 0)
            deals.Add($"SELECT id FROM crm.deal_list WHERE team_id = ANY({Add(command, sight.Teams)})");
        deals.Add($"SELECT deal_id FROM crm.deal_list_shares WHERE principal_id = ANY({Add(command, sight.Principals)})");
        return string.Join($" {union} ", deals);
    }

    /// <summary>The name of a parameter with the value.</summary>
    private static string Add<T>(NpgsqlBatchCommand command, T value)
    {
        command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });
        return string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
    }
}
