using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Notes;

/// <summary>The REST interface of notes on deals.</summary>
internal static class NotesEndpoints
{
    public static IServiceCollection AddNotes(this IServiceCollection services)
    {
        foreach (var schema in NoteSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<NoteRequests>();
    }

    public static IEndpointRouteBuilder MapNotes(this IEndpointRouteBuilder app)
    {
        var notes = app.MapGroup($"{DealsEndpoints.Root}/{{id}}/notes").RequireAuthorization().WithTags("Notes");
        notes.MapPost("", Create).Needs(ApiKeyScopes.DealsWrite).WithDoc(NoteDocs.Create);
        notes.MapGet("", List).Needs(ApiKeyScopes.DealsRead).WithDoc(NoteDocs.List);
        notes.MapGet("/{noteId}", Get).Needs(ApiKeyScopes.DealsRead).WithDoc(NoteDocs.Get);
        notes.MapPatch("/{noteId}", Edit).Needs(ApiKeyScopes.DealsWrite).WithDoc(NoteDocs.Edit);
        notes.MapGet("/{noteId}/versions", Versions).Needs(ApiKeyScopes.DealsRead).WithDoc(NoteDocs.Versions);
        return app;
    }

    private static Task<IResult> Create(string id, HttpContext http, NoteRequests notes) => notes.Create(http, id);

    private static Task<IResult> List(string id, HttpContext http, NoteRequests notes) => notes.List(http, id);

    private static Task<IResult> Get(string id, string noteId, HttpContext http, NoteRequests notes) => notes.Get(http, id, noteId);

    private static Task<IResult> Edit(string id, string noteId, HttpContext http, NoteRequests notes) => notes.Edit(http, id, noteId);

    private static Task<IResult> Versions(string id, string noteId, HttpContext http, NoteRequests notes) => notes.Versions(http, id, noteId);
}
