using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.Notes;

/// <summary>How the operations on notes are described.</summary>
internal static class NoteDocs
{
    private const string ForWhom = "For whoever sees the deal. ";

    public static readonly OperationDoc Create = new("createNote", "Write a note on a deal")
    {
        Description = ForWhom + "409 while the deal is archived.",
        Parameters = [ParameterDocs.Id("deal"), HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(NoteSchemas.NoteCreate, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(201, "The new note.", NoteSchemas.Note) { Headers = HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 404, 409, 413, 415, 422],
    };

    public static readonly OperationDoc List = new("listNotes", "List the notes on a deal")
    {
        Description = ForWhom + "Oldest first.",
        Parameters = [ParameterDocs.Id("deal"), .. Paged],
        Answers = Page("A page of notes."),
        Problems = [400, 404],
    };

    public static readonly OperationDoc Get = new("getNote", "Read a note")
    {
        Description = ForWhom,
        Parameters = [ParameterDocs.Id("deal"), NoteId, HeaderDocs.IfNoneMatch],
        Answers = [Note, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Edit = new("editNote", "Edit one's own note")
    {
        Description = "For its author; the former texts stay as its versions. 409 while the deal is archived.",
        Parameters = [ParameterDocs.Id("deal"), NoteId, HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = new BodyDoc(NoteSchemas.NotePatch, Required: true, MediaTypes.MergePatch, MediaTypes.Json),
        Answers = [Note],
        Problems = [400, 403, 404, 409, 412, 413, 415, 422],
    };

    public static readonly OperationDoc Versions = new("listNoteVersions", "List what a note was")
    {
        Description = ForWhom + "From its first text to the one that it has.",
        Parameters = [ParameterDocs.Id("deal"), NoteId, .. Paged],
        Answers = Page("A page of versions."),
        Problems = [400, 404],
    };

    private static OpenApiParameter NoteId => ParameterDocs.InPath("noteId", "The note.", SchemaDocs.Uuid("A note's id."));

    private static OpenApiParameter[] Paged =>
    [
        ParameterDocs.Limit("Entries per page.", NoteRequests.DefaultLimit, NoteRequests.MaxLimit),
        ParameterDocs.Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque.")),
        HeaderDocs.IfNoneMatch,
    ];

    private static AnswerDoc Note => new(200, "The note.", NoteSchemas.Note) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) };

    private static AnswerDoc[] Page(string description) =>
        [new AnswerDoc(200, description, NoteSchemas.NoteList) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }, HeaderDocs.NotModified];
}
