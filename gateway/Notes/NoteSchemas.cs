using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Notes;

/// <summary>The JSON schemas of notes.</summary>
internal static class NoteSchemas
{
    public const string Note = "Note";
    public const string NoteList = "NoteList";
    public const string NoteCreate = "NoteCreate";
    public const string NotePatch = "NotePatch";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(Note, _ => Object(
            "A note on a deal.",
            [
                ("id", Uuid("Its id.")),
                ("version", Integer("Number of its events so far; also its strong entity tag. Above 1 it was edited.", "1")),
                ("dealId", Uuid("The deal.")),
                ("authorId", Uuid("Who wrote it.")),
                (NoteFields.Text, Words),
                ("createdAt", Time("When it was written.")),
                ("updatedAt", Time("When it was last edited.")),
            ])),
        new(NoteList, document => Object(
            "A page.",
            [
                ("items", ListOf(new OpenApiSchemaReference(Note, document), "Oldest first.", NoteRequests.MaxLimit)),
                ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
            ])),
        new(NoteCreate, _ => Object("A new note.", [(NoteFields.Text, Words)]).Closed()),
        new(NotePatch, _ => Object("Changes of a note (RFC 7396).", [], (NoteFields.Text, Words)).Closed()),
    ];

    private static OpenApiSchema Words => Text("Plain text of one or more lines.", 1, 10_000);
}
