using System.Collections.Immutable;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Tasks;
using Crm.Actors.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Due;

/// <summary>Tasks of a new database, and those who fire their reminders, without a silo.</summary>
internal sealed class StoredTasks : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _parts;

    private StoredTasks(TestDatabase database)
    {
        Database = database;
        _parts = [database];
        Store = Open();
    }

    public TestDatabase Database { get; }

    public PostgresEventStore<TaskState, TaskEvent> Store { get; }

    public static async Task<StoredTasks> CreateAsync(PostgresServer server) => new(await TestDatabase.CreateAsync(server));

    /// <summary>A task with reminders at times that were still to come when it was made.</summary>
    public async Task<Guid> CreateAsync(params DateTimeOffset[] reminders)
    {
        var id = StoredDeals.NewId();
        var create = new CreateTask(StoredDeals.Context(), "A task") { Reminders = [.. reminders.Select(static at => new ReminderRule { At = at })] };
        var decision = TaskRules.Create(id, null, create, null, reminders.Min().AddYears(-1));
        TaskState? state = null;
        var events = ImmutableArray.CreateBuilder<Recorded<TaskEvent>>();
        foreach (var happened in decision.Events)
        {
            var recorded = new Recorded<TaskEvent>(StoredDeals.NewId(), (state?.Version ?? 0) + 1, reminders.Min().AddYears(-1), StoredDeals.User, null, happened);
            state = TaskState.Apply(state, recorded);
            events.Add(recorded);
        }

        (await Store.AppendAsync(new Append<TaskState, TaskEvent>(id, 0, state!, events.ToImmutable(), []))).Status.ShouldBe(AppendStatus.Committed);
        return id;
    }

    /// <summary>Sets one more reminder, for a time that was still to come then, without a word to those who have the task in memory.</summary>
    public async Task<Guid> AddReminderAsync(Guid task, DateTimeOffset at)
    {
        var before = (await Store.LoadAsync(task)).State!;
        var rules = before.View.Reminders.Select(static reminder => reminder.Rule).Append(new ReminderRule { At = at });
        var patch = new PatchTask(StoredDeals.Context()) { Reminders = new(true, rules.ToImmutableArray()) };
        var set = (TaskReminderSet)TaskRules.Patch(before, patch, null, null, at.AddYears(-1)).Events.Single();
        var recorded = new Recorded<TaskEvent>(StoredDeals.NewId(), before.Version + 1, at.AddYears(-1), StoredDeals.User, null, set);
        (await Store.AppendAsync(new Append<TaskState, TaskEvent>(task, before.Version, TaskState.Apply(before, recorded), [recorded], []))).Status.ShouldBe(AppendStatus.Committed);
        return set.Reminder.Id;
    }

    /// <summary>One who fires, with a store of its own, as a silo has it.</summary>
    public FiringSilo OpenSilo(DueOptions options, TimeProvider? clock = null)
    {
        var database = new DueDatabase(new NpgsqlConnectionStringBuilder(Database.WriterConnectionString));
        _parts.Add(database);
        return new FiringSilo(database, Open(), options, clock ?? TimeProvider.System);
    }

    public Task<long> RowsAsync() => Database.ScalarAsync<long>("SELECT count(*) FROM tasks.reminders");

    public Task<long> FiredAsync() => Database.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE type = 'task.reminder'");

    /// <summary>None was fired twice, and those of each task came in the order of their times.</summary>
    public async Task ShouldBeOnceAndInOrderAsync()
    {
        (await Database.ScalarAsync<long>("""
            SELECT count(*) - count(DISTINCT data ->> 'reminderId') FROM events.log WHERE type = 'task.reminder'
            """)).ShouldBe(0);
        (await Database.ScalarAsync<long>("""
            SELECT count(*) FROM (
                SELECT data ->> 'at' AS at, lag(data ->> 'at') OVER (PARTITION BY aggregate_id ORDER BY version) AS before
                FROM events.log WHERE type = 'task.reminder') l
            WHERE l.at < l.before
            """)).ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count - 1; i >= 0; i--)
            await _parts[i].DisposeAsync();
    }

    private PostgresEventStore<TaskState, TaskEvent> Open()
    {
        var database = new WriterDatabase(new NpgsqlConnectionStringBuilder(Database.WriterConnectionString));
        var store = new PostgresEventStore<TaskState, TaskEvent>(
            database, new TaskMapping(), new EventStoreOptions { Deadline = TimeSpan.FromSeconds(10) }, TimeProvider.System, NullLogger<PostgresEventStore<TaskState, TaskEvent>>.Instance);
        _parts.Add(database);
        _parts.Add(store);
        return store;
    }
}
