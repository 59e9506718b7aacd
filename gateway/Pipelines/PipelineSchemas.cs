using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The JSON schemas of pipelines.</summary>
internal static class PipelineSchemas
{
    public const string Pipeline = "Pipeline";
    public const string PipelineList = "PipelineList";
    public const string PipelineCreate = "PipelineCreate";
    public const string PipelinePatch = "PipelinePatch";
    public const string PipelineStage = "PipelineStage";
    public const string PipelineStageWrite = "PipelineStageWrite";
    public const string CustomField = "CustomField";
    public const string CustomFieldWrite = "CustomFieldWrite";
    public const string PipelineHistory = "PipelineHistory";

    private const int MaxStages = 50;
    private const int MaxFields = 50;

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(Pipeline, OfPipeline),
        new(PipelineList, document => Page(document, Pipeline, "The default pipeline first, then oldest first.")),
        new(PipelineHistory, document => Page(document, DealSchemas.DealHistoryEntry, "Oldest first; each says what the pipeline was after it.")),
        new(PipelineCreate, document => Object(
            "A new pipeline.",
            [(PipelineFields.Name, Name), (PipelineFields.Stages, Stages(document))],
            (PipelineFields.CustomFields, Fields(document)),
            (PipelineFields.LostReasons, LostReasons.OrNull()),
            (PipelineFields.FreeFields, FreeFields.OrNull()),
            (PipelineFields.Hours, PipelineTimesSchemas.HoursOrNull(document))).Closed()),
        new(PipelinePatch, document => Object(
            "A JSON merge patch (RFC 7396): what is absent stays. Lists are given whole: a stage that is left out is retired, a custom field hidden; named again they are back.",
            [],
            (PipelineFields.Name, Name),
            (PipelineFields.Stages, Stages(document)),
            (PipelineFields.CustomFields, Fields(document)),
            (PipelineFields.LostReasons, LostReasons.OrNull()),
            (PipelineFields.FreeFields, FreeFields.OrNull()),
            (PipelineFields.Hours, PipelineTimesSchemas.HoursOrNull(document))).Closed()),
        new(PipelineStage, document => Object(
            "A step on a deal's way.",
            [
                (PipelineFields.Slug, Slug),
                (PipelineFields.Name, Name),
                (PipelineFields.Probability, Probability),
                (PipelineFields.RequiredFields, RequiredFields),
                (PipelineFields.Retired, Flag("Taken out of the pipeline: deals in it stay until they are moved, and none comes in.")),
            ],
            (PipelineFields.Tasks, PipelineTimesSchemas.Tasks(document)),
            (PipelineFields.Sla, new OpenApiSchemaReference(PipelineTimesSchemas.StageSla, document)))),
        new(PipelineStageWrite, document => Object(
            "A step on a deal's way.",
            [(PipelineFields.Slug, Slug)],
            (PipelineFields.Name, Text("What people read; without it the slug.", 1, 100).OrNull()),
            (PipelineFields.Probability, Probability),
            (PipelineFields.RequiredFields, RequiredFields.OrNull()),
            (PipelineFields.Tasks, PipelineTimesSchemas.Tasks(document).OrNull()),
            (PipelineFields.Sla, PipelineTimesSchemas.SlaOrNull(document))).Closed()),
        new(CustomField, _ => Object(
            "A custom field that deals may have.",
            [
                (PipelineFields.Key, Key),
                (PipelineFields.Name, Name),
                (PipelineFields.Type, Type),
                (PipelineFields.Hidden, Flag("Taken out of the pipeline: deals keep their values, and get no new ones.")),
            ],
            (PipelineFields.Currency, Text("ISO 4217 code of a money field.", 3, 3)),
            (PipelineFields.Choices, Choices))),
        new(CustomFieldWrite, _ => Object(
            "A custom field that deals may have. Type and currency of a field that exists stay as they are.",
            [(PipelineFields.Key, Key), (PipelineFields.Type, Type)],
            (PipelineFields.Name, Text("What people read; without it the key.", 1, 100).OrNull()),
            (PipelineFields.Currency, Text("ISO 4217 code, for money only.", 3, 3).OrNull()),
            (PipelineFields.Choices, Choices.OrNull())).Closed()),
    ];

    private static OpenApiSchema Name => Text("What people read.", 1, 100);

    private static OpenApiSchema Slug => Text("Its name in a deal: a-z, 0-9 and hyphens, a letter or digit at both ends.", 1, 50);

    private static OpenApiSchema Key => Text("Its name in a deal's customFields: ASCII letters, digits and underscores, a letter first.", 1, 63);

    private static OpenApiSchema Type => OneOf(
        "text: up to 1000 characters. number: a JSON number. date: such as 2026-03-31. money: a decimal as text, such as 1234.50, in the field's currency. "
        + "choice: one of its choices. user: a user's id. link: an http or https address.",
        CustomFieldTypeNames.All);

    private static OpenApiSchema Choices => ListOf(Text("A choice.", 1, 100), "What a choice field can be, distinct.", 100);

    private static OpenApiSchema Probability => Integer("How likely a deal in it is won, in percent up to 100; null where nobody says.", "0").OrNull();

    private static OpenApiSchema RequiredFields => ListOf(
        Text("client, amount, expectedCloseDate, or customFields.key."), "What a deal must have to come in, and keeps while it is in.", 50);

    private static OpenApiSchema LostReasons => ListOf(Text("A reason.", 1, 500), "Why a deal can be lost; none where any reason will do.", 50);

    private static OpenApiSchema FreeFields => Flag("Whether deals may have custom fields that are not in customFields, with any text, number or boolean.");

    private static OpenApiSchema Stages(OpenApiDocument document) =>
        ListOf(new OpenApiSchemaReference(PipelineStageWrite, document), "In the order of the way, at least one.", MaxStages);

    private static OpenApiSchema Fields(OpenApiDocument document) =>
        ListOf(new OpenApiSchemaReference(CustomFieldWrite, document), "In the order that people see.", MaxFields).OrNull();

    private static OpenApiSchema OfPipeline(OpenApiDocument document) => Object(
        "A pipeline: the way of its deals, and what they may have.",
        [
            ("id", Uuid("Its id.")),
            ("version", Integer("Number of its events so far; also its strong entity tag. 0 for the default pipeline while nobody has changed it.", "0")),
            (PipelineFields.Name, Name),
            (PipelineFields.Stages, ListOf(new OpenApiSchemaReference(PipelineStage, document), "In the order of the way, those that are retired last.")),
            (PipelineFields.CustomFields, ListOf(new OpenApiSchemaReference(CustomField, document), "In the order that people see, those that are hidden last.")),
            (PipelineFields.LostReasons, LostReasons),
            (PipelineFields.FreeFields, FreeFields),
            ("createdAt", Time("When it was created; null for the default pipeline while nobody has changed it.").OrNull()),
            ("updatedAt", Time("When it last changed; null with createdAt.").OrNull()),
        ],
        (PipelineFields.Hours, new OpenApiSchemaReference(PipelineTimesSchemas.WorkingHours, document)));

    private static OpenApiSchema Page(OpenApiDocument document, string item, string order) => Object(
        "A page.",
        [
            ("items", ListOf(new OpenApiSchemaReference(item, document), order, PipelineRequests.MaxLimit)),
            ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
        ]);
}
