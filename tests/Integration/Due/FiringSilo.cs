using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Tasks;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Due;

/// <summary>The reminders' table of a silo whose tasks are activated anew for each reminder, each on a scheduler of its own as a grain has it.</summary>
internal sealed class FiringSilo : IDueTable<DueReminder>
{
    private readonly PostgresEventStore<TaskState, TaskEvent> _store;
    private readonly KernelServices _services;
    private int _fired;

    public FiringSilo(DueDatabase database, PostgresEventStore<TaskState, TaskEvent> store, DueOptions options, TimeProvider clock)
    {
        _store = store;
        _services = new KernelServices(clock, new UuidV7Source(clock), new KernelOptions());
        Runner = new DueRunner<DueReminder>(database, this, options, clock);
    }

    public DueRunner<DueReminder> Runner { get; }

    /// <summary>Reminders that cannot be fired now.</summary>
    public Func<DueReminder, bool> IsAway { get; set; } = static _ => false;

    /// <summary>Reminders whose rows cannot be read.</summary>
    public Func<DueReminder, bool> IsUnreadable { get; set; } = static _ => false;

    /// <summary>How often a task was asked.</summary>
    public int Fired => _fired;

    public string Table => "tasks.reminders";

    public string Columns => "task_id";

    public DueReminder Read(NpgsqlDataReader row)
    {
        var due = new DueReminder(row.GetGuid(2), row.GetGuid(0));
        return IsUnreadable(due) ? throw new FormatException("unreadable") : due;
    }

    public Guid SubjectOf(DueReminder due) => due.TaskId;

    public async Task<bool> FireAsync(DueReminder due)
    {
        if (IsAway(due))
            throw new TimeoutException("away");
        Interlocked.Increment(ref _fired);
        return await AskAsync(Activate(due.TaskId), due);
    }

    /// <summary>A task as it comes to life here.</summary>
    public AggregateWriter<TaskState, TaskEvent, TaskView> Activate(Guid task) => new(task, _store, _services, static () => { });

    /// <summary>Tells an activation of the task that the reminder's time has come.</summary>
    public static async Task<bool> AskAsync(AggregateWriter<TaskState, TaskEvent, TaskView> activation, DueReminder due)
    {
        var context = new CommandContext(StoredDeals.Context().Caller, null, default, null);
        var result = await Task.Factory.StartNew(
            () => activation.ExecuteSurelyAsync(context, due.ReminderId, TaskRules.Remind),
            CancellationToken.None,
            TaskCreationOptions.None,
            new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler).Unwrap();
        return result.Rejection is null;
    }

    /// <summary>Fires until there is nothing left that could be fired now.</summary>
    public async Task<int> FireAllAsync()
    {
        var total = 0;
        while (await Runner.FireDueAsync(CancellationToken.None) is { Fired: > 0 and var fired })
            total += fired;
        return total;
    }
}
