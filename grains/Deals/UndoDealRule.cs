using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>
/// Undoes a change by the command that leads back, so that the same rules and rights hold as for anybody who would do that by hand; pure.
/// </summary>
public static class UndoDealRule
{
    private static readonly Rejection OnlyOnes = new(RejectionCode.Forbidden, "Only one's own changes can be undone.");

    /// <param name="state">The deal.</param>
    /// <param name="command">Who wants what undone.</param>
    /// <param name="change">The change of that version; null when there is none.</param>
    /// <param name="pipeline">The pipeline that the deal is in after the undo.</param>
    /// <param name="now">The time of the undo.</param>
    public static Decision<DealEvent> Undo(DealState? state, UndoDealChange command, PastDealChange? change, PipelineView? pipeline, DateTimeOffset now)
    {
        if (DealRules.RefuseSeeing(state, command.Context) is { } refusal)
            return refusal;
        if (change is null)
            return Rejections.Invalid("#/version", $"Must be from 1 to {state!.Version}.");
        if (change.Event.ActorId != command.Context.Caller.UserId)
            return OnlyOnes;
        if (RefuseDependent(state!, change.Event) is { } dependent)
            return dependent;
        var back = Back(state, command.Context, change, pipeline, now);
        return back.Rejection is { Code: RejectionCode.Invalid } invalid && IsRuledByPipeline(change.Event.Data) ? NotNow(state!, invalid) : back;
    }

    /// <summary>All or nothing: why a field of the change cannot be set back; null when each was last changed by it.</summary>
    private static Decision<DealEvent>? RefuseDependent(DealState state, Recorded<DealEvent> change)
    {
        foreach (var field in DealFields.ChangedBy(change.Data))
        {
            if (state.UnitVersionOf(field) is var last && last != change.Version)
                return NotNow(state, $"Version {last} changed {DealFields.UnitOf(field)} after version {change.Version}; only the last change of a field can be undone.");
        }

        return null;
    }

    /// <summary>The pipeline that a deal is in after the change is undone; null where that is the one that it is in.</summary>
    public static Guid? PipelineAfter(PastDealChange? change) =>
        change?.Event.Data is DealStageChanged { Before.PipelineId: { IsSet: true } former } ? former.Value : null;

    private static Decision<DealEvent> Back(DealState? state, CommandContext context, PastDealChange change, PipelineView? pipeline, DateTimeOffset now) =>
        change.Event.Data switch
        {
            DealCreated => NotNow(state!, "A deal's creation cannot be undone; archive the deal instead."),
            DealUpdated updated => PatchDealRule.Patch(state, Former(context, updated), pipeline, now),
            DealStageChanged moved => DealRules.MoveStage(state, new MoveDealStage(context, moved.From) { PipelineId = PipelineAfter(change) }, pipeline, now),
            DealOwnerChanged given => DealRules.AssignOwner(state, new AssignDealOwner(context, given.From), now),
            DealTeamChanged moved => DealSharingRules.AssignTeam(state, new AssignDealTeam(context, moved.From), now),
            DealShared shared => DealSharingRules.Unshare(state, new UnshareDeal(context, shared.With), now),
            DealUnshared unshared => DealSharingRules.Share(state, new ShareDeal(context, unshared.With), now),
            DealWon or DealLost => DealRules.Reopen(state, new ReopenDeal(context), now),
            DealReopened when change.LostReason is { } reason => DealRules.Lose(state, new LoseDeal(context, reason), pipeline, now),
            DealReopened => DealRules.Win(state, new WinDeal(context), now),
            DealArchived => DealRules.Restore(state, new RestoreDeal(context), now),
            DealRestored => DealRules.Archive(state, new ArchiveDeal(context), now),
            TaskRequested or DealSlaWarned or DealSlaBreached => NotNow(state!, "What a stage asks for cannot be undone; cancel the task instead."),
            _ => throw new InvalidOperationException($"It is not said how {change.Event.Data.GetType().Name} is undone."),
        };

    private static PatchDeal Former(CommandContext context, DealUpdated updated)
    {
        var patch = new PatchDeal(context);
        var customFields = ImmutableSortedDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var (field, from, _) in updated.Changes)
        {
            patch = field switch
            {
                DealFields.Title => patch with { Title = JsonText.ToText(from) },
                DealFields.Client => patch with { Client = JsonText.ToText(from) },
                DealFields.Amount => patch with { Amount = JsonText.ToAmount(from) },
                DealFields.Currency => patch with { Currency = JsonText.ToText(from) },
                DealFields.ExpectedCloseDate => patch with { ExpectedCloseDate = JsonText.ToDate(from) },
                DealFields.Tags => patch with { Tags = JsonText.ToTexts(from) },
                _ => patch,
            };
            if (field.StartsWith(DealFields.CustomFieldPrefix, StringComparison.Ordinal))
                customFields[field[DealFields.CustomFieldPrefix.Length..]] = from == JsonText.Null ? null : from;
        }

        return customFields.Count == 0 ? patch : patch with { CustomFields = customFields.ToImmutable() };
    }

    private static bool IsRuledByPipeline(DealEvent change) => change is DealUpdated or DealStageChanged or DealReopened;

    /// <summary>The request is right; what the pipeline allows has changed since. The fields at fault are named all the same.</summary>
    private static Decision<DealEvent> NotNow(DealState state, Rejection invalid) => new Rejection(
        RejectionCode.NotAllowedNow, $"The deal's pipeline does not allow that any more: {string.Join(" ", invalid.Errors.Select(static e => $"{e.Pointer[2..]}: {e.Detail}"))}")
    {
        CurrentVersion = state.Version,
        Errors = invalid.Errors,
    };

    private static Decision<DealEvent> NotNow(DealState state, string why) =>
        new Rejection(RejectionCode.NotAllowedNow, why) { CurrentVersion = state.Version };
}
