using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>What each command does to a deal; pure. The grain's id is part of <see cref="CreateDeal"/>'s rule only.</summary>
public static class DealRules
{
    private static readonly Rejection OnlyManagers = new(RejectionCode.Forbidden, "Only managers may decide whose a deal is.");
    private static readonly Rejection NoSuchPipeline = Rejections.Invalid("#/pipelineId", "There is no such pipeline.");
    private static readonly Rejection JustMoved = new(RejectionCode.Unavailable, "The deal has just been moved to another pipeline. Retry with the same Idempotency-Key.");
    private static readonly Rejection OnlyOwnersAndManagers = new(RejectionCode.Forbidden, "Only the deal's owner and managers may do this.");

    /// <param name="id">The deal.</param>
    /// <param name="state">What it is; null for a new one.</param>
    /// <param name="command">What it is to be.</param>
    /// <param name="pipeline">The pipeline that the command names; null when there is none.</param>
    public static Decision<DealEvent> Create(Guid id, DealState? state, CreateDeal command, PipelineView? pipeline)
    {
        if (state is not null)
            return new Rejection(RejectionCode.NotAllowedNow, "The deal exists already.")
            {
                CurrentVersion = DealAccess.MaySee(command.Context.Caller, state.View) ? state.Version : null,
            };

        var checks = new DealChecks();
        var stage = command.Stage ?? pipeline?.Definition.Stages[0].Slug ?? "";
        var caller = command.Context.Caller;
        var owner = command.OwnerId ?? caller.UserId;
        if (owner != caller.UserId && !DealAccess.MayCreateForOthers(caller))
            return OnlyManagers;
        var team = TeamOf(command);
        checks.Title(command.Title);
        checks.Client(command.Client);
        checks.Pipeline(pipeline, stage);
        checks.Owner(owner);
        checks.Team(team, caller);
        checks.CloseDate(command.ExpectedCloseDate);
        checks.Tags(command.Tags);
        checks.CustomFieldCount(command.CustomFields.Count);
        var amount = checks.Money(command.Amount, command.Currency);
        var customFields = DealView.NoCustomFields;
        if (pipeline is null)
            return checks.Rejection;
        foreach (var (key, json) in command.CustomFields)
            customFields = customFields.SetItem(key, checks.CustomField(key, json, pipeline.Definition));
        if (checks.Failed)
            return checks.Rejection;

        var created = new DealCreated(
            id,
            command.Title,
            command.Client,
            command.ExpectedCloseDate,
            command.Tags,
            customFields,
            new DealContext(owner, team, pipeline.Id, stage, amount, command.Currency, DealStatus.Open, Archived: false));
        checks.Required(pipeline.Definition, DealViews.From(created));
        return checks.Failed ? checks.Rejection : created;
    }

    /// <param name="state">The deal.</param>
    /// <param name="command">Where to.</param>
    /// <param name="pipeline">The pipeline that the command names, or the deal's; null when there is none.</param>
    /// <param name="now">The time of the move.</param>
    public static Decision<DealEvent> MoveStage(DealState? state, MoveDealStage command, PipelineView? pipeline, DateTimeOffset now)
    {
        if (Refuse(state, command.Context, DealStatus.Open) is { } refusal)
            return refusal;
        if (command.PipelineId is null && RefuseOther(state!, pipeline) is { } other)
            return other;
        if (pipeline is null)
            return NoSuchPipeline;
        var before = state!.View.Context();
        var after = before with { PipelineId = pipeline.Id, Stage = command.Stage };
        // Also in a stage that was retired: the deal is there already.
        if (before == after)
            return Decision<DealEvent>.Nothing;
        var checks = new DealChecks();
        checks.Stage(command.Stage, pipeline.Definition);
        if (!checks.Failed)
            checks.Required(pipeline.Definition, state.View with { Stage = command.Stage });
        return checks.Failed
            ? checks.Rejection
            : new DealStageChanged(before.Stage, after.Stage, after, DealViews.Former(before, after));
    }

    public static Decision<DealEvent> Win(DealState? state, WinDeal command, DateTimeOffset now) =>
        Close(state, command.Context, DealStatus.Won, static (after, before) => new DealWon(after, before));

    /// <param name="state">The deal.</param>
    /// <param name="command">Why it was lost.</param>
    /// <param name="pipeline">The deal's pipeline.</param>
    /// <param name="now">The time of the loss.</param>
    public static Decision<DealEvent> Lose(DealState? state, LoseDeal command, PipelineView? pipeline, DateTimeOffset now)
    {
        if ((RefuseDeciding(state, command.Context) ?? RefuseOther(state!, pipeline)) is { } refusal)
            return refusal;
        var checks = new DealChecks();
        checks.Reason(command.Reason);
        if (checks.Failed)
            return checks.Rejection;
        if (state is { View: { Archived: false, Status: DealStatus.Lost } })
            return state.View.LostReason == command.Reason ? Decision<DealEvent>.Nothing : RefuseNow(state, DealStatus.Open)!;
        if (RefuseNow(state!, DealStatus.Open) is { } notNow)
            return notNow;
        checks.Reason(command.Reason, pipeline!.Definition);
        if (checks.Failed)
            return checks.Rejection;
        return Close(state, command.Context, DealStatus.Lost, (after, before) => new DealLost(command.Reason, after, before));
    }

    public static Decision<DealEvent> Reopen(DealState? state, ReopenDeal command, DateTimeOffset now)
    {
        if ((RefuseDeciding(state, command.Context) ?? RefuseNow(state!)) is { } refusal)
            return refusal;
        var before = state!.View.Context();
        var after = before with { Status = DealStatus.Open };
        return before == after
            ? Decision<DealEvent>.Nothing
            : new DealReopened(after, DealViews.Former(before, after));
    }

    public static Decision<DealEvent> AssignOwner(DealState? state, AssignDealOwner command, DateTimeOffset now)
    {
        if ((RefuseAssigning(state, command.Context) ?? RefuseNow(state!)) is { } refusal)
            return refusal;
        var checks = new DealChecks();
        checks.Owner(command.OwnerId);
        if (checks.Failed)
            return checks.Rejection;
        var before = state!.View.Context();
        var after = before with { OwnerId = command.OwnerId };
        return before == after
            ? Decision<DealEvent>.Nothing
            : new DealOwnerChanged(before.OwnerId, after.OwnerId, after, DealViews.Former(before, after));
    }

    public static Decision<DealEvent> Archive(DealState? state, ArchiveDeal command, DateTimeOffset now) =>
        PutAway(state, command.Context, archived: true, static (after, before) => new DealArchived(after, before));

    public static Decision<DealEvent> Restore(DealState? state, RestoreDeal command, DateTimeOffset now) =>
        PutAway(state, command.Context, archived: false, static (after, before) => new DealRestored(after, before));

    /// <summary>Not found, for whom the deal does not exist; null for all others.</summary>
    internal static Rejection? RefuseSeeing(DealState? state, CommandContext context) =>
        state is not null && DealAccess.MaySee(context.Caller, state.View) ? null : Rejections.NotFound;

    /// <summary>Why the caller cannot edit a deal now; null when they can.</summary>
    internal static Rejection? Refuse(DealState? state, CommandContext context, DealStatus? required = null) =>
        RefuseSeeing(state, context) ?? RefuseNow(state!, required);

    /// <summary>Why the caller may not win, lose, archive or share a deal, whatever its state; null when they may.</summary>
    internal static Rejection? RefuseDeciding(DealState? state, CommandContext context) =>
        RefuseSeeing(state, context) ?? (DealAccess.MayDecide(context.Caller, state!.View) ? null : OnlyOwnersAndManagers);

    /// <summary>Why the caller may not change whose the deal is, whatever its state; null when they may.</summary>
    internal static Rejection? RefuseAssigning(DealState? state, CommandContext context) =>
        RefuseSeeing(state, context) ?? (DealAccess.MayAssign(context.Caller, state!.View) ? null : OnlyManagers);

    /// <summary>Why a deal's state does not allow a change; null when it does.</summary>
    internal static Rejection? RefuseNow(DealState state, DealStatus? required = null)
    {
        if (state.View.Archived)
            return new Rejection(RejectionCode.NotAllowedNow, "The deal is archived; restore it first.") { CurrentVersion = state.Version };
        if (required is { } status && state.View.Status != status)
            return new Rejection(RejectionCode.NotAllowedNow, "The deal is closed; reopen it first.") { CurrentVersion = state.Version };
        return null;
    }

    /// <summary>The rules of another pipeline, or of none, say nothing about the deal: it was moved, or came into sight, after the pipeline was asked.</summary>
    internal static Rejection? RefuseOther(DealState state, PipelineView? pipeline) => pipeline?.Id == state.View.PipelineId ? null : JustMoved;

    private static Guid? TeamOf(CreateDeal command)
    {
        if (command.TeamId is not null || command.WithoutTeam)
            return command.TeamId;
        return command.Context.Caller.Teams is [var only] ? only : null;
    }

    private static Decision<DealEvent> Close(
        DealState? state, CommandContext context, DealStatus status, Func<DealContext, DealContextChange?, DealEvent> happened)
    {
        if (RefuseDeciding(state, context) is { } forbidden)
            return forbidden;
        if (state is { View.Archived: false } && state.View.Status == status)
            return Decision<DealEvent>.Nothing;
        if (RefuseNow(state!, DealStatus.Open) is { } refusal)
            return refusal;
        var before = state!.View.Context();
        var after = before with { Status = status };
        return happened(after, DealViews.Former(before, after));
    }

    private static Decision<DealEvent> PutAway(
        DealState? state, CommandContext context, bool archived, Func<DealContext, DealContextChange?, DealEvent> happened)
    {
        if (RefuseDeciding(state, context) is { } refusal)
            return refusal;
        if (state!.View.Archived == archived)
            return Decision<DealEvent>.Nothing;
        var before = state.View.Context();
        var after = before with { Archived = archived };
        return happened(after, DealViews.Former(before, after));
    }
}
