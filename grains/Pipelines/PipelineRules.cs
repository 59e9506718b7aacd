using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>What each command does to a pipeline; pure. Nothing is ever taken out of one: deals may have it.</summary>
public static class PipelineRules
{
    private static readonly Rejection OnlyManagers = new(RejectionCode.Forbidden, "Only managers may change pipelines.");

    public static Decision<PipelineEvent> Create(Guid id, PipelineState? state, CreatePipeline command)
    {
        if (!PipelineAccess.MayChange(command.Context.Caller))
            return OnlyManagers;
        if (state is not null || id == DefaultPipeline.Id)
            return new Rejection(RejectionCode.NotAllowedNow, "The pipeline exists already.") { CurrentVersion = state?.Version };
        var checks = new PipelineChecks();
        var definition = checks.Definition(command.Definition, before: null);
        return checks.Failed ? checks.Rejection : new PipelineCreated(id, definition);
    }

    public static Decision<PipelineEvent> Patch(Guid id, PipelineState? state, PatchPipeline command)
    {
        if (state is null && id != DefaultPipeline.Id)
            return Rejections.NotFound;
        if (!PipelineAccess.MayChange(command.Context.Caller))
            return OnlyManagers;
        var before = (state?.View ?? DefaultPipeline.Unchanged).Definition;
        var checks = new PipelineChecks();
        if (command.Name is { IsSet: true, Value: null })
            checks.Add("#/name", "Must not be null.");
        if (command.Stages is { IsSet: true, Value: null })
            checks.Add("#/stages", "Must not be null.");
        if (checks.Failed)
            return checks.Rejection;

        var after = checks.Definition(
            before with
            {
                Name = command.Name.IsSet ? command.Name.Value! : before.Name,
                Stages = command.Stages.IsSet ? Merged(command.Stages.Value!.Value, before.Stages) : before.Stages,
                CustomFields = command.CustomFields.IsSet ? Merged(command.CustomFields.Value ?? [], before.CustomFields) : before.CustomFields,
                LostReasons = command.LostReasons.IsSet ? command.LostReasons.Value ?? [] : before.LostReasons,
                FreeFields = command.FreeFields.IsSet ? command.FreeFields.Value ?? false : before.FreeFields,
                Hours = command.Hours.IsSet ? command.Hours.Value : before.Hours,
            },
            before);
        if (checks.Failed)
            return checks.Rejection;
        if (after == before)
            return Decision<PipelineEvent>.Nothing;
        // What the default pipeline was until now becomes part of its history.
        return state is null
            ? Decision<PipelineEvent>.Accept([new PipelineCreated(id, before), new PipelineUpdated(after)])
            : new PipelineUpdated(after);
    }

    private static ImmutableArray<PipelineStage> Merged(ImmutableArray<PipelineStage> wanted, ImmutableArray<PipelineStage> before)
    {
        var slugs = wanted.Select(static stage => stage.Slug).ToHashSet(StringComparer.Ordinal);
        return [.. wanted, .. before.Where(stage => !slugs.Contains(stage.Slug)).Select(static stage => stage with { Retired = true })];
    }

    private static ImmutableArray<CustomField> Merged(ImmutableArray<CustomField> wanted, ImmutableArray<CustomField> before)
    {
        var keys = wanted.Select(static field => field.Key).ToHashSet(StringComparer.Ordinal);
        return [.. wanted, .. before.Where(field => !keys.Contains(field.Key)).Select(static field => field with { Hidden = true })];
    }
}
