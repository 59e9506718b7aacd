using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Payments;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Deals;

/// <summary>The JSON schemas of deals, of the bodies that change them, and of their lists.</summary>
internal static class DealSchemas
{
    public const string Deal = "Deal";
    public const string DealCreate = "DealCreate";
    public const string DealPatch = "DealPatch";
    public const string DealStage = "DealStage";
    public const string DealLoss = "DealLoss";
    public const string DealOwner = "DealOwner";
    public const string DealTeam = "DealTeam";
    public const string DealShare = "DealShare";
    public const string DealUndo = "DealUndo";
    public const string Empty = "Empty";
    public const string DealList = "DealList";
    public const string DealHistory = "DealHistory";
    public const string DealHistoryEntry = "DealHistoryEntry";
    public const string DealDiff = "DealDiff";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(Deal, OfDeal),
        new(DealCreate, _ => OfCreate().Closed()),
        new(DealPatch, _ => OfPatch().Closed()),
        new(DealStage, _ => Object(
            "Where the deal goes.",
            [(DealFields.Stage, Stage)],
            (DealFields.PipelineId, Uuid("The pipeline of the stage; without one the deal's own.").OrNull())).Closed()),
        new(DealLoss, _ => Object("Why the deal was lost.", [(DealFields.Reason, Text("For people.", 1, 500))]).Closed()),
        new(DealOwner, _ => Object("Who gets the deal.", [(DealFields.OwnerId, Uuid("A user."))]).Closed()),
        new(DealTeam, _ => Object("Where the deal belongs.", [(DealFields.TeamId, Uuid("A team of the caller; null for none.").OrNull())]).Closed()),
        new(DealShare, _ => Object("Who sees the deal too.", [(DealFields.With, Uuid("A user or a team."))]).Closed()),
        new(DealUndo, _ => Object("What is undone.", [(DealFields.Version, Integer("The version that the change made.", "1"))]).Closed()),
        new(Empty, _ => Object("Nothing; the body may also be left out.", []).Closed()),
        new(DealList, document => PageOf(document, Deal)),
        new(DealHistory, document => PageOf(document, DealHistoryEntry)),
        new(DealHistoryEntry, _ => OfHistoryEntry()),
        new(DealDiff, _ => OfDiff()),
    ];

    private const JsonSchemaType Scalar = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Boolean;

    private static OpenApiSchema Title => Text("What it is about.", 1, 200);

    private static OpenApiSchema Client => Text("The client's name.", max: 200).OrNull();

    private static OpenApiSchema Currency => Text("ISO 4217 code; present exactly when amount is.", 3, 3).OrNull();

    private static OpenApiSchema Stage => Text("A stage of the pipeline, such as new, qualified, proposal, negotiation.");

    private static OpenApiSchema CloseDate => Date("When it is expected to be closed.").OrNull();

    private static OpenApiSchema Tags => ListOf(Text("A tag.", 1, 50), "Distinct tags, in the order given.", 50);

    /// <summary>An amount of money, or null, as every answer has it.</summary>
    public static OpenApiSchema AmountOut(string description) => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Null,
        Pattern = @"^\d+(\.\d+)?$",
        Description = description,
    };

    private static OpenApiSchema AmountIn => new()
    {
        Type = JsonSchemaType.String | JsonSchemaType.Number | JsonSchemaType.Null,
        Description = "A decimal, as a string such as 1234.50 or as a number; not negative, with at most the decimals of its currency.",
    };

    private static OpenApiSchema CustomFields(bool withNulls) => new()
    {
        Type = JsonSchemaType.Object,
        MaxProperties = 50,
        Description = withNulls ? "Members are set one by one; null removes one. The pipeline says which there are, and of which types." : "By the fields of its pipeline.",
        AdditionalProperties = new OpenApiSchema { Type = withNulls ? Scalar | JsonSchemaType.Null : Scalar },
    };

    private static OpenApiSchema OfDeal(OpenApiDocument document) => Object(
        "A deal.",
        [
            ("id", Uuid("Its id.")),
            ("version", Integer("Number of its events so far; also its strong entity tag.", "1")),
            (DealFields.Title, Title),
            (DealFields.Client, Client),
            (DealFields.Amount, AmountOut("A decimal with the scale of its currency, such as 1234.50.")),
            (DealFields.Currency, Currency),
            (DealFields.PipelineId, Uuid("The pipeline that it is in.")),
            (DealFields.Stage, Stage),
            (DealFields.OwnerId, Uuid("The user who works on it.")),
            (DealFields.TeamId, Uuid("The team that it belongs to.").OrNull()),
            (DealFields.SharedWith, ListOf(Uuid("A user or a team."), "Who sees it besides its owner and its team.", 50)),
            ("status", OneOf("Whether it is being worked on, and how it ended.", Enum.GetValues<DealStatus>().Select(DealJson.NameOf))),
            ("archived", Flag("Whether it was put away.")),
            (DealFields.ExpectedCloseDate, CloseDate),
            (DealFields.Tags, Tags),
            (DealFields.CustomFields, CustomFields(withNulls: false)),
            ("createdAt", Time("When it was created.")),
            ("updatedAt", Time("When it last changed.")),
        ],
        ("lostReason", Text("Why it was lost; only with status lost.")),
        ("totals", ListOf(
            new OpenApiSchemaReference(PaymentSchemas.DealTotal, document),
            "What its payments come to, by currency; only where one deal is read as it is. No part of its version or entity tag, and a moment behind its payments.")));

    private static OpenApiSchema OfCreate() => Object(
        "A new deal.",
        [(DealFields.Title, Title)],
        (DealFields.Client, Client),
        (DealFields.Amount, AmountIn),
        (DealFields.Currency, Currency),
        (DealFields.PipelineId, Uuid("Without one the default pipeline.").OrNull()),
        (DealFields.Stage, Text("Without one the first stage of the pipeline.").OrNull()),
        (DealFields.OwnerId, Uuid("Without one the caller.").OrNull()),
        (DealFields.TeamId, Uuid("The team that it belongs to; without it the caller's team if they have exactly one, with null none.").OrNull()),
        (DealFields.ExpectedCloseDate, CloseDate),
        (DealFields.Tags, Tags.OrNull()),
        (DealFields.CustomFields, CustomFields(withNulls: true).OrNull()));

    private static OpenApiSchema OfPatch() => Object(
        "A JSON merge patch (RFC 7396): what is absent stays, null removes.",
        [],
        (DealFields.BaseVersion, Integer("The version that the change rests on. Fields that somebody else changed since then conflict, all others merge. Without it the change applies to the newest state.", "1").OrNull()),
        (DealFields.Title, Title),
        (DealFields.Client, Client),
        (DealFields.Amount, AmountIn),
        (DealFields.Currency, Currency),
        (DealFields.ExpectedCloseDate, CloseDate),
        (DealFields.Tags, Tags.OrNull()),
        (DealFields.CustomFields, CustomFields(withNulls: true).OrNull()));

    private static OpenApiSchema OfHistoryEntry() => Object(
        "One event of a deal; id and type are the same on every channel.",
        [
            ("id", Uuid("The event's id.")),
            ("version", Integer("The deal's version after it.", "1")),
            ("position", Integer("Its place in the log of all events.", "1")),
            ("type", Text("Such as deal.updated.")),
            ("at", Time("When it was decided.")),
            ("actorId", Uuid("Who caused it.")),
            ("data", new OpenApiSchema { Type = JsonSchemaType.Object, Description = "The event's data." }),
        ]);

    private static OpenApiSchema OfDiff() => Object(
        "What is different in a deal between two versions.",
        [
            ("id", Uuid("The deal.")),
            ("from", OfVersion()),
            ("to", OfVersion()),
            ("changes", new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Description = "The fields that differ, custom fields as customFields.key; each has its value at both versions, null where it had none.",
                AdditionalProperties = Object("A field.", [("from", new OpenApiSchema()), ("to", new OpenApiSchema())]),
            }),
        ]);

    private static OpenApiSchema OfVersion() => Object(
        "A version.",
        [("version", Integer("Its number.", "1")), ("at", Time("When it was decided."))]);

    private static OpenApiSchema PageOf(OpenApiDocument document, string item) => Object(
        "A page.",
        [
            ("items", ListOf(new OpenApiSchemaReference(item, document), "In the order asked for.", DealQuery.MaxLimit)),
            ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
        ]);
}
