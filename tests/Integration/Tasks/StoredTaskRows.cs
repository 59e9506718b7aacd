using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.IntegrationTests.Deals;
using Crm.Actors.TestKit.Postgres;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Tasks;

/// <summary>Tasks with many equal times, so that ties and missing times are met in every order. Most are of users who see none of the deals.</summary>
internal static class StoredTaskRows
{
    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static Guid[] Users { get; } =
    [
        RandomDeals.Owner(1), RandomDeals.Owner(2), RandomDeals.Guest,
        .. Enumerable.Range(0, 6).Select(static n => new Guid($"00000000-0000-7000-8000-0000000000e{n}")),
    ];

    public static async Task<IReadOnlyList<TaskView>> InsertAsync(TestDatabase database, IReadOnlyList<DealView> deals, int count, int seed)
    {
        var random = new Random(seed);
        var tasks = Enumerable.Range(1, count).Select(_ => Next(random, deals)).ToArray();
        await InsertAsync(database, tasks);
        return tasks;
    }

    public static async Task InsertAsync(TestDatabase database, IReadOnlyList<TaskView> tasks)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var task in tasks)
            batch.BatchCommands.Add(Insert(task));
        await batch.ExecuteNonQueryAsync();
    }

    public static TaskView Next(Random random, IReadOnlyList<DealView> deals)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new TaskView
        {
            Id = new Guid(bytes),
            Version = 1,
            Title = "task",
            Status = (TaskWorkStatus)random.Next(4),
            Priority = (TaskPriority)random.Next(4),
            AssigneeId = Users[random.Next(Users.Length)],
            CreatorId = Users[random.Next(Users.Length)],
            DealId = random.Next(3) == 0 ? null : deals[random.Next(deals.Count)].Id,
            DueAt = random.Next(3) == 0 ? null : Start.AddDays(random.Next(10)),
            TimeZone = "UTC",
            CreatedAt = Start.AddSeconds(random.Next(40)),
            UpdatedAt = Start,
        };
    }

    /// <summary>What a list answers, in the plainest words.</summary>
    /// <param name="tasks">All tasks.</param>
    /// <param name="deals">All deals.</param>
    /// <param name="query">The list.</param>
    public static IEnumerable<TaskView> Answer(IEnumerable<TaskView> tasks, IReadOnlyList<DealView> deals, ListTasks query)
    {
        var seen = deals.Where(deal => DealAccess.MaySee(query.Caller, deal)).Select(static deal => deal.Id).ToHashSet();
        var matching = tasks.Where(task =>
            (TaskAccess.Concerns(query.Caller, task) || (task.DealId is { } deal && seen.Contains(deal)))
            && (query.AssigneeId is null || query.AssigneeId == task.AssigneeId)
            && (query.CreatorId is null || query.CreatorId == task.CreatorId)
            && (query.DealId is null || query.DealId == task.DealId)
            && (query.Status is null || query.Status == task.Status)
            && (query.Priority is null || query.Priority == task.Priority)
            && (query.DueBefore is null || task.DueAt < query.DueBefore)
            && (query.DueFrom is null || task.DueAt >= query.DueFrom));
        return query.Sort switch
        {
            TaskSort.NewestFirst => matching.OrderByDescending(static task => task.CreatedAt).ThenByDescending(static task => $"{task.Id}", StringComparer.Ordinal),
            TaskSort.OldestFirst => matching.OrderBy(static task => task.CreatedAt).ThenBy(static task => $"{task.Id}", StringComparer.Ordinal),
            _ => matching.OrderBy(static task => task.DueAt ?? DateTimeOffset.MaxValue).ThenBy(static task => $"{task.Id}", StringComparer.Ordinal),
        };
    }

    private static NpgsqlBatchCommand Insert(TaskView task)
    {
        var command = new NpgsqlBatchCommand("""
            INSERT INTO tasks.tasks (id, version, title, status, priority, assignee_id, creator_id, deal_id, due_at, time_zone, reminders, created_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '[]', $11, $12)
            """);
        object?[] values =
        [
            task.Id, task.Version, task.Title, task.Status.Name(), task.Priority.Name(), task.AssigneeId, task.CreatorId, task.DealId, task.DueAt,
            task.TimeZone, task.CreatedAt, task.UpdatedAt,
        ];
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        return command;
    }
}
