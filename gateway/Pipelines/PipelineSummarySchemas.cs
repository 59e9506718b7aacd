using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The JSON schemas of a pipeline's figures.</summary>
internal static class PipelineSummarySchemas
{
    public const string PipelineSummary = "PipelineSummary";
    public const string PipelineTotal = "PipelineTotal";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(PipelineSummary, OfSummary),
        new(PipelineTotal, _ => OfTotal()),
    ];

    private static OpenApiSchema OfSummary(OpenApiDocument document) => Object(
        "Count and sum of a pipeline's deals; those that were put away are not in it. Exact when position and newest are equal.",
        [
            ("pipelineId", Uuid("The pipeline.")),
            ("position", Position("Place in the log up to which every event is counted.")),
            ("newest", Position("Place of the newest event that is counted.")),
            ("totals", ListOf(new OpenApiSchemaReference(PipelineTotal, document), "Only groups that have deals, ordered by stage, status and currency (none first).")),
        ]);

    private static OpenApiSchema OfTotal() => Object(
        "The deals of one stage, status and currency.",
        [
            ("stage", Text("The stage.")),
            ("status", OneOf("Whether they are being worked on, and how they ended.", Enum.GetValues<DealStatus>().Select(DealJson.NameOf))),
            ("currency", Text("ISO 4217 code; null for deals without an amount.", 3, 3).OrNull()),
            ("count", Integer("How many deals.", "1")),
            ("amount", DealSchemas.AmountOut("The exact sum, such as 1234.50; null when currency is.")),
        ]);

    private static OpenApiSchema Position(string description) =>
        new() { Type = JsonSchemaType.String, Pattern = @"^\d+$", Description = description };
}
