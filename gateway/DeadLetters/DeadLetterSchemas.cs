using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.DeadLetters;

/// <summary>The JSON schemas of dead letters.</summary>
internal static class DeadLetterSchemas
{
    public const string DeadLetter = "DeadLetter";
    public const string DeadLetterList = "DeadLetterList";
    public const string DeadLetterReplay = "DeadLetterReplay";
    public const string DeadLetterDrop = "DeadLetterDrop";
    public const string DeadLetterCount = "DeadLetterCount";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(DeadLetter, _ => OfLetter()),
        new(DeadLetterList, OfList),
        new(DeadLetterReplay, _ => Which("Which to replay; without ids all of them.").Closed()),
        new(DeadLetterDrop, _ => Which("Which to drop: either ids, or all.").Closed()),
        new(DeadLetterCount, _ => Object("What was done.", [("count", Integer("How many letters; 0 when none of those named was there.", "0"))])),
    ];

    private static OpenApiSchema OfLetter() => Object(
        "An event, or what came in the place of one, that a consumer could not process.",
        [
            ("id", Text("Names the letter; the same event given up by two consumers is two letters.")),
            ("consumer", Text("Who gave it up.")),
            ("reason", Text("One word such as unreadable, failed or undelivered.")),
            ("firstError", Text("What went wrong the first time.")),
            ("lastError", Text("What went wrong the last time.")),
            ("attempts", Integer("How often it was tried.")),
            ("at", Time("When it was given up.")),
            ("type", Text("The event's type, as far as it could be told.").OrNull()),
            ("subject", Text("The event's subject, as far as it could be told.").OrNull()),
            ("sequence", Text("The event's sequence, as far as it could be told.").OrNull()),
            ("body", Text("The message as text, cut after 4096 characters.", max: 4096)),
        ]);

    private static OpenApiSchema OfList(OpenApiDocument document) => Object(
        "Dead letters.",
        [
            ("items", ListOf(new OpenApiSchemaReference(DeadLetter, document), "Oldest first.", DeadLetterRequests.MaxLimit)),
            ("total", Integer("How many there are in all.", "0")),
        ]);

    private static OpenApiSchema Which(string description) => Object(
        description,
        [],
        (DeadLetterBodies.Ids, ListOf(Text("A letter's id."), "The letters; those that are not there are passed over.", DeadLetterRequests.MaxLimit).OrNull()),
        (DeadLetterBodies.All, Flag("True for all there are; not together with ids.").OrNull()));
}
