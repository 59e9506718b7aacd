using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Pipelines;

namespace Crm.Actors.Grains.Deals;

/// <inheritdoc cref="IDealGrain"/>
public sealed class DealGrain(
    IGrainContext context,
    IEventStore<DealState, DealEvent> store,
    IDealPast past,
    IPaymentReads payments,
    KnownPipelines pipelines,
    TimeProvider clock,
    KernelServices services)
    : AggregateGrain<DealState, DealEvent, DealView>(context, store, services), IDealGrain
{
    private static readonly CommandContext Nobodys = new(new Caller(Guid.Empty, [], [], "en", null), null, default, null);

    private readonly ShownTotals _totals = new(context.GrainId.GetGuidKey(), payments, clock);

    public Task<CommandResult<DealView>> Get(Caller caller) => Read(state => DealAccess.MaySee(caller, state.View));

    public async Task<CommandResult<DealView>> GetWithTotals(Caller caller)
    {
        var result = await Get(caller);
        if (result.Value is not { } deal)
            return result;
        try
        {
            return result with { Value = deal with { Totals = await _totals.GetAsync() } };
        }
        catch (StoreUnavailableException)
        {
            return new CommandResult<DealView>(null, 0, NotRead);
        }
    }

    public Task<CommandResult<DealView>> GetForPayment(Caller caller)
    {
        _totals.Touch();
        return Get(caller);
    }

    public Task<CommandResult<DealView>> Create(CreateDeal command) => ExecuteIn(
        command.PipelineId ?? DefaultPipeline.Id,
        command.Context,
        command,
        (state, create, pipeline, now) => StageAutomation.Entered(DealRules.Create(this.GetPrimaryKey(), state, create, pipeline), pipeline, now));

    public async Task<CommandResult<DealView>> Patch(PatchDeal command)
    {
        var result = await Change(null, command.Context, command, PatchDealRule.Patch);
        return result.Rejection?.Code == RejectionCode.MergeConflict
            ? result with { Rejection = await WithBase(result.Rejection, command.BaseVersion!.Value) }
            : result;
    }

    public Task<CommandResult<DealView>> MoveStage(MoveDealStage command) =>
        Change(
            command.PipelineId,
            command.Context,
            command,
            static (state, move, pipeline, now) => StageAutomation.Entered(DealRules.MoveStage(state, move, pipeline, now), pipeline, now));

    public Task<CommandResult<DealView>> Win(WinDeal command) => Execute(command.Context, command, DealRules.Win);

    public Task<CommandResult<DealView>> Lose(LoseDeal command) => Change(null, command.Context, command, DealRules.Lose);

    public Task<CommandResult<DealView>> Reopen(ReopenDeal command) => Execute(command.Context, command, DealRules.Reopen);

    public Task<CommandResult<DealView>> AssignOwner(AssignDealOwner command) =>
        Execute(command.Context, command, DealRules.AssignOwner);

    public Task<CommandResult<DealView>> AssignTeam(AssignDealTeam command) =>
        Execute(command.Context, command, DealSharingRules.AssignTeam);

    public Task<CommandResult<DealView>> Share(ShareDeal command) => Execute(command.Context, command, DealSharingRules.Share);

    public Task<CommandResult<DealView>> Unshare(UnshareDeal command) => Execute(command.Context, command, DealSharingRules.Unshare);

    public Task<CommandResult<DealView>> Archive(ArchiveDeal command) => Execute(command.Context, command, DealRules.Archive);

    public Task<CommandResult<DealView>> Restore(RestoreDeal command) => Execute(command.Context, command, DealRules.Restore);

    public Task<CommandResult<DealView>> PassDeadline(PassStageDeadline command) => ExecuteSurely(Nobodys, command, DealSlaRules.Pass);

    public async Task<CommandResult<DealView>> Undo(UndoDealChange command)
    {
        try
        {
            var change = await FindChange(command.Version);
            return await Change(
                UndoDealRule.PipelineAfter(change),
                command.Context,
                (command, change),
                static (state, undo, pipeline, now) =>
                    StageAutomation.Entered(UndoDealRule.Undo(state, undo.command, undo.change, pipeline, now), pipeline, now));
        }
        catch (StoreUnavailableException)
        {
            return new CommandResult<DealView>(null, 0, NotRead);
        }
    }

    /// <summary>Decides by the rules of another pipeline, or of the deal's own. Whoever may not see the deal is refused by what the deal is alone.</summary>
    private async Task<CommandResult<DealView>> Change<TCommand>(
        Guid? other, CommandContext command, TCommand what, Func<DealState?, TCommand, PipelineView?, DateTimeOffset, Decision<DealEvent>> decide)
    {
        try
        {
            return (await ReadState()).State?.View is { } deal && DealAccess.MaySee(command.Caller, deal)
                ? await ExecuteIn(other ?? deal.PipelineId, command, what, decide)
                : await Decide(null, command, what, decide);
        }
        catch (StoreUnavailableException)
        {
            return new CommandResult<DealView>(null, 0, NotRead);
        }
    }

    /// <summary>
    /// What is known of a pipeline may be a moment old; before the command is refused for what it holds, the pipeline is asked how it is now, so
    /// that whoever has changed it can use the change at once.
    /// </summary>
    private async Task<CommandResult<DealView>> ExecuteIn<TCommand>(
        Guid pipeline, CommandContext command, TCommand what, Func<DealState?, TCommand, PipelineView?, DateTimeOffset, Decision<DealEvent>> decide)
    {
        try
        {
            var known = await pipelines.GetAsync(pipeline);
            var result = await Decide(known, command, what, decide);
            if (result.Rejection is not { Errors.IsEmpty: false })
                return result;
            var now = await pipelines.GetNewerAsync(pipeline);
            return now == known ? result : await Decide(now, command, what, decide);
        }
        catch (StoreUnavailableException)
        {
            return new CommandResult<DealView>(null, 0, NotRead);
        }
    }

    private Task<CommandResult<DealView>> Decide<TCommand>(
        PipelineView? pipeline, CommandContext command, TCommand what, Func<DealState?, TCommand, PipelineView?, DateTimeOffset, Decision<DealEvent>> decide) =>
        Execute(command, (what, pipeline, decide), static (state, c, now) => c.decide(state, c.what, c.pipeline, now));

    /// <summary>A past change never changes, so it can be looked up before the command is decided.</summary>
    private async Task<PastDealChange?> FindChange(long version)
    {
        Recorded<DealEvent>? found = null;
        await Store.ReadEventsAsync(this.GetPrimaryKey(), version, version, recorded =>
        {
            found = recorded;
            return false;
        });
        if (found?.Data is not DealReopened)
            return found is null ? null : new PastDealChange(found, null);
        var before = await past.AtVersionAsync(this.GetPrimaryKey(), version - 1);
        return new PastDealChange(found, before.State?.View.LostReason);
    }

    /// <summary>Adds the values that the caller had read: what each field was before it was first changed after the base version.</summary>
    private async Task<Rejection> WithBase(Rejection conflict, long baseVersion)
    {
        try
        {
            var bases = new ConflictBases(conflict);
            await Store.ReadEventsAsync(this.GetPrimaryKey(), baseVersion + 1, conflict.CurrentVersion!.Value, bases.Take);
            return bases.Rejection;
        }
        catch (StoreUnavailableException)
        {
            return Rejections.Unavailable;
        }
    }
}
