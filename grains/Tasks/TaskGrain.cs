using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <inheritdoc cref="ITaskGrain"/>
/// <remarks>The deal is asked only where the caller has nothing else to see the task by.</remarks>
[GrainType("task")]
public sealed class TaskGrain(IGrainContext context, IEventStore<TaskState, TaskEvent> store, KernelServices services)
    : AggregateGrain<TaskState, TaskEvent, TaskView>(context, store, services), ITaskGrain
{
    private static readonly CommandContext Nobodys = new(new Caller(Guid.Empty, [], [], "en", null), null, default, null);

    private Guid Id => this.GetPrimaryKey();

    public async Task<CommandResult<TaskView>> Get(Caller caller)
    {
        var (seen, refusal) = await Look(caller);
        return refusal is null ? await Read(state => TaskRules.IsSeen(state, caller, seen)) : new(null, 0, refusal);
    }

    public async Task<CommandResult<TaskView>> Create(CreateTask command)
    {
        var (deal, refusal) = await Ask(command.DealId, command.Context.Caller);
        return refusal is null
            ? await Execute(command.Context, (command, deal), (state, create, now) => TaskRules.Create(Id, state, create.command, create.deal, now))
            : new(null, 0, refusal);
    }

    public async Task<CommandResult<TaskView>> Patch(PatchTask command)
    {
        var (seen, refusal) = await Look(command.Context.Caller);
        if (refusal is not null)
            return new(null, 0, refusal);
        var (deal, unknown) = await Ask(command.DealId.Value, command.Context.Caller);
        return unknown is null
            ? await Execute(
                command.Context, (command, seen, deal), static (state, patch, now) => TaskRules.Patch(state, patch.command, patch.seen, patch.deal, now))
            : new(null, 0, unknown);
    }

    public async Task<CommandResult<TaskView>> ChangeStatus(ChangeTaskStatus command)
    {
        var (seen, refusal) = await Look(command.Context.Caller);
        return refusal is null
            ? await Execute(command.Context, (command, seen), static (state, change, _) => TaskRules.ChangeStatus(state, change.command, change.seen))
            : new(null, 0, refusal);
    }

    public async Task<CommandResult<TaskView>> Assign(AssignTask command)
    {
        var (seen, refusal) = await Look(command.Context.Caller);
        return refusal is null
            ? await Execute(command.Context, (command, seen), static (state, assign, _) => TaskRules.Assign(state, assign.command, assign.seen))
            : new(null, 0, refusal);
    }

    public Task<CommandResult<TaskView>> MakeRequested(MakeRequestedTask command) => Execute(
        Nobodys with { Caller = Nobodys.Caller with { UserId = command.ActorId } },
        command,
        (state, make, _) => TaskRules.MakeRequested(Id, state, make));

    public Task<CommandResult<TaskView>> Remind(Guid reminderId) => ExecuteSurely(Nobodys, reminderId, TaskRules.Remind);

    /// <summary>The task's deal where the caller sees the task for its sake alone; else null. A refusal when that cannot be told now.</summary>
    private async Task<(Guid? Seen, Rejection? Refusal)> Look(Caller caller)
    {
        try
        {
            var (state, _) = await ReadState();
            if (state is null || TaskAccess.Concerns(caller, state.View))
                return (null, null);
            var (deal, refusal) = await Ask(state.View.DealId, caller);
            return (deal?.Id, refusal);
        }
        catch (StoreUnavailableException)
        {
            return (null, NotRead);
        }
    }

    /// <summary>A deal as the caller sees it; null when there is none for them. A refusal when that cannot be told now.</summary>
    private async Task<(DealView? Deal, Rejection? Refusal)> Ask(Guid? dealId, Caller caller)
    {
        if (dealId is not { } id)
            return (null, null);
        var result = await GrainFactory.GetGrain<IDealGrain>(id).Get(caller);
        return result.Rejection is { Code: not RejectionCode.NotFound } refusal ? (null, refusal) : (result.Value, null);
    }
}
