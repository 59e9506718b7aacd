using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.IntegrationTests.Deals;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Tasks;
using Crm.Actors.TestKit.Postgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Tasks;

/// <summary>All pages together are what <see cref="TaskAccess"/> says, whatever the way to them, and to those who see few nobody else's tasks matter.</summary>
public sealed class TaskListPagesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Seed = 20_260_412;
    private const int Foreign = 20_000;
    private const int Most = 15_000;

    private TestDatabase _database = null!;
    private DealQueryDatabase _reader = null!;
    private DealListFollower _follower = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(postgres.Server);
        _reader = new DealQueryDatabase(_database.ReaderConnectionString, TimeSpan.FromMinutes(1));
        _follower = new DealListFollower(_database.WriterConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        await _follower.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(TaskSort.NewestFirst, Most)]
    [InlineData(TaskSort.OldestFirst, Most)]
    [InlineData(TaskSort.DueFirst, Most)]
    [InlineData(TaskSort.NewestFirst, 0)]
    [InlineData(TaskSort.DueFirst, 0)]
    public async Task List_AllPagesOfEveryCaller_AgreeWithMemory(TaskSort sort, int rare)
    {
        var deals = await RandomDeals.InsertAsync(_database, 60, Seed);
        var tasks = await StoredTaskRows.InsertAsync(_database, deals, 300, Seed);
        foreach (var caller in RandomDeals.Callers)
        {
            foreach (var query in Queries(new ListTasks(caller) { Sort = sort, Limit = 20 }, deals))
                (await WalkAsync(query, rare)).Select(static task => task.Id).ShouldBe(StoredTaskRows.Answer(tasks, deals, query).Select(static task => task.Id), $"{query}");
        }
    }

    [Theory]
    [InlineData(TaskSort.NewestFirst)]
    [InlineData(TaskSort.OldestFirst)]
    [InlineData(TaskSort.DueFirst)]
    public async Task List_FewAmongMany_ReadsNothingOfTheOthers(TaskSort sort)
    {
        var tasks = await InsertFewAmongManyAsync();
        var query = new ListTasks(RandomDeals.As(RandomDeals.Guest, RandomDeals.Team(1))) { Sort = sort, Limit = 10 };
        var before = await EntriesReadAsync();

        var walked = await WalkAsync(query, Most);

        walked.Select(static task => task.Id).ShouldBe(tasks.Select(static task => task.Id), ignoreOrder: true);
        // Four pages, each of which counts and reads the tasks of four deals, and has the first of both others.
        (await EntriesReadAsync() - before).ShouldBeLessThan(400);
    }

    [Theory]
    [InlineData(TaskSort.NewestFirst, "tasks_by_assignee", "tasks_by_creator")]
    [InlineData(TaskSort.DueFirst, "tasks_by_assignee_due", "tasks_by_creator_due")]
    public async Task Merge_AfterACursor_StartsThereInTheIndexesOfTheOrder(TaskSort sort, string ofAssignee, string ofCreator)
    {
        await InsertFewAmongManyAsync();
        var query = new ListTasks(RandomDeals.As(RandomDeals.Guest, RandomDeals.Team(1))) { Sort = sort };
        var sight = DealSight.Of(query.Caller);

        var plan = await ExplainAsync(TaskListSql.Merge(query, (StoredTaskRows.Start.AddSeconds(30), Guid.Empty), sight), sight);

        var text = string.Join('\n', plan);
        text.ShouldContain($"using {ofAssignee} on tasks");
        text.ShouldContain($"using {ofCreator} on tasks");
        text.ShouldContain("using tasks_by_deal on tasks");
        text.ShouldNotContain("Seq Scan on tasks");
        plan.Count(static line => line.Contains("Index Cond", StringComparison.Ordinal) && line.Contains("ROW(", StringComparison.Ordinal)).ShouldBe(2, text);
    }

    /// <summary>36 tasks that a guest sees in equal parts for each reason, and those of others.</summary>
    /// <returns>What the guest sees.</returns>
    private async Task<List<TaskView>> InsertFewAmongManyAsync()
    {
        DealView[] deals =
        [
            RandomDeals.Plain(1) with { OwnerId = RandomDeals.Guest },
            RandomDeals.Plain(2) with { TeamId = RandomDeals.Team(1) },
            RandomDeals.Plain(3) with { SharedWith = [RandomDeals.Guest] },
            RandomDeals.Plain(4) with { SharedWith = [RandomDeals.Team(1)] },
        ];
        await RandomDeals.InsertAsync(_database, deals);
        var random = new Random(Seed);
        var tasks = new List<TaskView>();
        for (var n = 0; n < 36; n++)
        {
            var task = StoredTaskRows.Next(random, deals) with { AssigneeId = RandomDeals.Owner(3), CreatorId = RandomDeals.Owner(3), DealId = null };
            tasks.Add((n % 3) switch
            {
                0 => task with { AssigneeId = RandomDeals.Guest },
                1 => task with { CreatorId = RandomDeals.Guest },
                _ => task with { DealId = deals[n % 4].Id },
            });
        }

        await StoredTaskRows.InsertAsync(_database, tasks);
        await _database.ExecuteAsync($"""
            INSERT INTO tasks.tasks (id, version, title, status, priority, assignee_id, creator_id, deal_id, due_at, time_zone, reminders, created_at, updated_at)
            SELECT gen_random_uuid(), 1, 'of others', 'open', 'normal', md5('user' || n % 200)::uuid, md5('user' || n % 199)::uuid, md5('deal' || n % 5000)::uuid,
                   timestamptz '2026-01-01 00:00:00Z' + n % 20 * interval '12 hours', 'UTC', '[]', timestamptz '2026-01-01 00:00:00Z' + n % 60 * interval '1 s', now()
            FROM generate_series(1, {Foreign}) n;
            ANALYZE tasks.tasks
            """);
        return tasks;
    }

    private static ListTasks[] Queries(ListTasks query, IReadOnlyList<DealView> deals) =>
    [
        query,
        query with { Status = TaskWorkStatus.Open },
        query with { AssigneeId = StoredTaskRows.Users[0] },
        query with { CreatorId = StoredTaskRows.Users[^1], Priority = TaskPriority.High },
        query with { DealId = deals[0].Id },
        query with { DueFrom = StoredTaskRows.Start.AddDays(2), DueBefore = StoredTaskRows.Start.AddDays(7) },
    ];

    private async Task<List<TaskView>> WalkAsync(ListTasks query, int rare)
    {
        var reads = new TaskReads(_reader, _follower, TimeProvider.System) { Rare = rare };
        var tasks = new List<TaskView>();
        string? cursor = null;
        do
        {
            var result = await reads.ListAsync(query with { Cursor = cursor });
            result.Rejection.ShouldBeNull();
            var page = result.Value!;
            if (page.NextCursor is not null)
                page.Items.Length.ShouldBe(query.Limit);
            tasks.AddRange(page.Items);
            tasks.Count.ShouldBeLessThan(1_000, "the pages do not end");
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return tasks;
    }

    /// <summary>The rows of tasks, and entries of their indexes, that lists have read so far.</summary>
    private async Task<long> EntriesReadAsync()
    {
        await using (var flush = _reader.Source.CreateCommand("SELECT pg_stat_force_next_flush()"))
            await flush.ExecuteNonQueryAsync();
        return await _database.ScalarAsync<long>("""
            SELECT (t.seq_tup_read + (SELECT sum(i.idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = t.relid))::bigint
            FROM pg_stat_user_tables t WHERE t.schemaname = 'tasks' AND t.relname = 'tasks'
            """);
    }

    private async Task<List<string>> ExplainAsync(NpgsqlBatchCommand command, DealSight sight)
    {
        command.CommandText = $"EXPLAIN (COSTS OFF) {command.CommandText}";
        await using var connection = await _reader.Source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new(DealSnapshot.Begin), sight.Begin(), command, new("COMMIT") } };
        await using var row = await batch.ExecuteReaderAsync();
        await row.NextResultAsync();
        var lines = new List<string>();
        while (await row.ReadAsync())
            lines.Add(row.GetString(0));
        return lines;
    }
}
