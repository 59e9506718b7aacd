using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <inheritdoc cref="IPipelineGrain"/>
public sealed class PipelineGrain(IGrainContext context, IEventStore<PipelineState, PipelineEvent> store, KernelServices services)
    : AggregateGrain<PipelineState, PipelineEvent, PipelineView>(context, store, services), IPipelineGrain
{
    private Guid Id => this.GetPrimaryKey();

    public async Task<CommandResult<PipelineView>> Get()
    {
        var result = await Read(static _ => true);
        return result.Rejection?.Code == RejectionCode.NotFound && Id == DefaultPipeline.Id ? new(DefaultPipeline.Unchanged, 0, null) : result;
    }

    public Task<CommandResult<PipelineView>> Create(CreatePipeline command) =>
        Execute(command.Context, command, (state, create, _) => PipelineRules.Create(Id, state, create));

    public async Task<CommandResult<PipelineView>> Patch(PatchPipeline command)
    {
        var result = await Execute(command.Context, command, (state, patch, _) => PipelineRules.Patch(Id, state, patch));
        // A patch that changes nothing leaves the default pipeline without an event.
        return result is { Rejection: null, Value: null } ? new(DefaultPipeline.Unchanged, 0, null) : result;
    }
}
