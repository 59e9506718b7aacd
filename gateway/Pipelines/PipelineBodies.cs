using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>Reads the bodies of requests about pipelines into commands. What the members may hold is decided in the grain.</summary>
internal static class PipelineBodies
{
    private const int MaxProbability = 100;

    public static CreatePipeline Create(ref StrictJson json, CommandContext context)
    {
        var given = Patch(ref json, context);
        json.Require(PipelineFields.Name, given.Name.Value is not null);
        json.Require(PipelineFields.Stages, given.Stages.Value is not null);
        return new CreatePipeline(context, new PipelineDefinition(given.Name.Value ?? "", given.Stages.Value ?? [])
        {
            CustomFields = given.CustomFields.Value ?? [],
            LostReasons = given.LostReasons.Value ?? [],
            FreeFields = given.FreeFields.Value ?? false,
            Hours = given.Hours.Value,
        });
    }

    public static PatchPipeline Patch(ref StrictJson json, CommandContext context)
    {
        var command = new PatchPipeline(context);
        while (json.Next(PipelineFields.OfPipeline, out var name))
        {
            command = name switch
            {
                PipelineFields.Name => command with { Name = json.Text() },
                PipelineFields.Stages => command with { Stages = json.Objects(Stage) },
                PipelineFields.CustomFields => command with { CustomFields = json.Objects(Field) },
                PipelineFields.LostReasons => command with { LostReasons = json.Texts() },
                PipelineFields.FreeFields => command with { FreeFields = json.Flag() },
                _ => command with { Hours = json.Object(PipelineTimesBodies.Hours) },
            };
        }

        return command;
    }

    private static PipelineStage Stage(ref StrictJson json)
    {
        string? slug = null;
        string? shown = null;
        var stage = new PipelineStage("", "");
        while (json.Next(PipelineFields.OfStage, out var name))
        {
            switch (name)
            {
                case PipelineFields.Slug:
                    slug = json.Text().Value;
                    break;
                case PipelineFields.Name:
                    shown = json.Text().Value;
                    break;
                case PipelineFields.Probability:
                    stage = stage with { Probability = Percent(json.Integer().Value) };
                    break;
                case PipelineFields.RequiredFields:
                    stage = stage with { RequiredFields = json.Texts().Value ?? [] };
                    break;
                case PipelineFields.Sla:
                    stage = stage with { Sla = json.Object(PipelineTimesBodies.Sla).Value };
                    break;
                default:
                    stage = stage with { Tasks = json.Objects(PipelineTimesBodies.Task).Value ?? [] };
                    break;
            }
        }

        json.Require(PipelineFields.Slug, slug is not null);
        return stage with { Slug = slug ?? "", Name = shown ?? slug ?? "" };
    }

    private static CustomField Field(ref StrictJson json)
    {
        string? key = null;
        string? shown = null;
        string? type = null;
        string? currency = null;
        ImmutableArray<string> choices = [];
        while (json.Next(PipelineFields.OfField, out var name))
        {
            switch (name)
            {
                case PipelineFields.Key:
                    key = json.Text().Value;
                    break;
                case PipelineFields.Name:
                    shown = json.Text().Value;
                    break;
                case PipelineFields.Type:
                    type = json.Text().Value;
                    break;
                case PipelineFields.Currency:
                    currency = json.Text().Value;
                    break;
                default:
                    choices = json.Texts().Value ?? [];
                    break;
            }
        }

        json.Require(PipelineFields.Key, key is not null);
        json.Require(PipelineFields.Type, type is not null);
        var known = CustomFieldTypeNames.Find(type);
        json.Demand(PipelineFields.Type, type is null || known is not null, $"must be one of {string.Join(", ", CustomFieldTypeNames.All)}");
        return new CustomField(key ?? "", shown ?? key ?? "", known ?? CustomFieldType.Text) { Currency = currency, Choices = choices };
    }

    /// <summary>What does not fit a percentage stays out of it, for the grain to refuse.</summary>
    private static int? Percent(long? value) => value is { } percent ? (int)Math.Clamp(percent, -1, MaxProbability + 1) : null;
}
