using System.Collections.Immutable;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>A store with the row of one task, which takes everything and keeps nothing.</summary>
internal sealed class TaskRowStore(TaskState row) : IEventStore<TaskState, TaskEvent>
{
    public TaskState Row { get; set; } = row;

    public bool IsAway { get; set; }

    /// <summary>Called by every load.</summary>
    public Action Loading { get; set; } = static () => { };

    public int Loads { get; private set; }

    public int Appends { get; private set; }

    public Task<Stored<TaskState>> LoadAsync(Guid id)
    {
        Loads++;
        Loading();
        return IsAway ? Task.FromException<Stored<TaskState>>(new StoreUnavailableException()) : Task.FromResult(new Stored<TaskState>(Row, 1));
    }

    public Task<AppendResult> AppendAsync(Append<TaskState, TaskEvent> append)
    {
        Appends++;
        return Task.FromResult(new AppendResult(AppendStatus.Committed, append.Events.Length));
    }

    public Task<ImmutableArray<CommandKey>> FindKeysAsync(ImmutableArray<CommandKey> keys) => Task.FromResult<ImmutableArray<CommandKey>>([]);

    public Task ReadEventsAsync(Guid id, long fromVersion, long toVersion, Func<Recorded<TaskEvent>, bool> next) => Task.CompletedTask;
}
