using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>What each command does to a deal; pure. The grain's id is part of <see cref="CreateDeal"/>'s rule only.</summary>
public static class DealRules
{
    public static Decision<DealEvent> Create(Guid id, DealState? state, CreateDeal command)
    {
        if (state is not null)
            return new Rejection(RejectionCode.NotAllowedNow, "The deal exists already.") { CurrentVersion = state.Version };

        var checks = new DealChecks();
        var pipeline = command.PipelineId ?? DefaultPipeline.Id;
        var stage = command.Stage ?? DefaultPipeline.Stages[0];
        var owner = command.OwnerId ?? command.Context.Caller.UserId;
        checks.Title(command.Title);
        checks.Client(command.Client);
        checks.Pipeline(pipeline);
        checks.Stage(stage);
        checks.Owner(owner);
        checks.CloseDate(command.ExpectedCloseDate);
        checks.Tags(command.Tags);
        checks.CustomFieldCount(command.CustomFields.Count);
        var amount = checks.Money(command.Amount, command.Currency);
        var customFields = DealView.NoCustomFields;
        foreach (var (key, json) in command.CustomFields)
            customFields = customFields.SetItem(key, checks.CustomField(key, json));
        if (checks.Failed)
            return checks.Rejection;

        return new DealCreated(
            id,
            command.Title,
            command.Client,
            command.ExpectedCloseDate,
            command.Tags,
            customFields,
            new DealContext(owner, command.TeamId, pipeline, stage, amount, command.Currency, DealStatus.Open, Archived: false));
    }

    public static Decision<DealEvent> MoveStage(DealState? state, MoveDealStage command, DateTimeOffset now)
    {
        if (Refuse(state, DealStatus.Open) is { } refusal)
            return refusal;
        var checks = new DealChecks();
        checks.Stage(command.Stage);
        if (checks.Failed)
            return checks.Rejection;
        var before = state!.View.Context();
        var after = before with { Stage = command.Stage };
        return before == after
            ? Decision<DealEvent>.Nothing
            : new DealStageChanged(before.Stage, after.Stage, after, DealViews.Former(before, after));
    }

    public static Decision<DealEvent> Win(DealState? state, WinDeal command, DateTimeOffset now) =>
        Close(state, DealStatus.Won, static (after, before) => new DealWon(after, before));

    public static Decision<DealEvent> Lose(DealState? state, LoseDeal command, DateTimeOffset now)
    {
        var checks = new DealChecks();
        checks.Reason(command.Reason);
        if (checks.Failed && state is not null)
            return checks.Rejection;
        if (state is { View: { Archived: false, Status: DealStatus.Lost } } && state.View.LostReason != command.Reason)
            return Refuse(state, DealStatus.Open)!;
        return Close(state, DealStatus.Lost, (after, before) => new DealLost(command.Reason, after, before));
    }

    public static Decision<DealEvent> Reopen(DealState? state, ReopenDeal command, DateTimeOffset now)
    {
        if (Refuse(state) is { } refusal)
            return refusal;
        var before = state!.View.Context();
        var after = before with { Status = DealStatus.Open };
        return before == after
            ? Decision<DealEvent>.Nothing
            : new DealReopened(after, DealViews.Former(before, after));
    }

    public static Decision<DealEvent> AssignOwner(DealState? state, AssignDealOwner command, DateTimeOffset now)
    {
        if (Refuse(state) is { } refusal)
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
        PutAway(state, archived: true, static (after, before) => new DealArchived(after, before));

    public static Decision<DealEvent> Restore(DealState? state, RestoreDeal command, DateTimeOffset now) =>
        PutAway(state, archived: false, static (after, before) => new DealRestored(after, before));

    /// <summary>Why a deal cannot be edited now; null when it can.</summary>
    internal static Rejection? Refuse(DealState? state, DealStatus? required = null)
    {
        if (state is null)
            return Rejections.NotFound;
        if (state.View.Archived)
            return new Rejection(RejectionCode.NotAllowedNow, "The deal is archived; restore it first.") { CurrentVersion = state.Version };
        if (required is { } status && state.View.Status != status)
            return new Rejection(RejectionCode.NotAllowedNow, "The deal is closed; reopen it first.") { CurrentVersion = state.Version };
        return null;
    }

    private static Decision<DealEvent> Close(
        DealState? state, DealStatus status, Func<DealContext, DealContextChange?, DealEvent> happened)
    {
        if (state is { View.Archived: false } && state.View.Status == status)
            return Decision<DealEvent>.Nothing;
        if (Refuse(state, DealStatus.Open) is { } refusal)
            return refusal;
        var before = state!.View.Context();
        var after = before with { Status = status };
        return happened(after, DealViews.Former(before, after));
    }

    private static Decision<DealEvent> PutAway(
        DealState? state, bool archived, Func<DealContext, DealContextChange?, DealEvent> happened)
    {
        if (state is null)
            return Rejections.NotFound;
        if (state.View.Archived == archived)
            return Decision<DealEvent>.Nothing;
        var before = state.View.Context();
        var after = before with { Archived = archived };
        return happened(after, DealViews.Former(before, after));
    }
}
