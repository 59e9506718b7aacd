using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Tasks;

/// <summary>Passes queries on to the silo's database, which knows who sees what.</summary>
[StatelessWorker, Reentrant]
public sealed class TaskQueriesGrain(ITaskReads reads) : Grain, ITaskQueriesGrain
{
    /// <inheritdoc/>
    public Task<CommandResult<TaskPage>> List(ListTasks query) => reads.ListAsync(query);
}
