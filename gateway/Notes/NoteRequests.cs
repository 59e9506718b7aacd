using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Notes;

/// <summary>What the note endpoints have in common. Who may do what is decided in the grains.</summary>
internal sealed class NoteRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch, IIdSource ids)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public async Task<IResult> Create(HttpContext http, string id)
    {
        if (!TryId(id, out var deal)) return Problem.NoSuch("deal", id);
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => NoteBodies.Create(ref json, context, deal), BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var context = command.Context;
        var note = context.IdempotencyKey is { } key ? DerivedId.Of("note", context.Caller.UserId, key) : ids.Next();
        var result = await silo.Ask((grains, note, command), static call => Note(call.grains, call.note).Create(call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status201Created);
    }

    public async Task<IResult> List(HttpContext http, string id)
    {
        if (!TryId(id, out var deal)) return Problem.NoSuch("deal", id);
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListNotes(http.Caller(), deal, query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        return await Page(http, await silo.Ask((grains, list), static call => Queries(call.grains).List(call.list), repeats: true));
    }

    public async Task<IResult> Get(HttpContext http, string id, string noteId)
    {
        if (!TryId(id, out var deal)) return Problem.NoSuch("deal", id);
        if (!TryId(noteId, out var note)) return Problem.NoSuch("note", noteId);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        var result = await silo.Ask((grains, note, caller, deal), static call => Note(call.grains, call.note).Get(call.caller, call.deal), repeats: true);
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Edit(HttpContext http, string id, string noteId)
    {
        if (!TryId(id, out var deal)) return Problem.NoSuch("deal", id);
        if (!TryId(noteId, out var note)) return Problem.NoSuch("note", noteId);
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => NoteBodies.Edit(ref json, context, deal), BodyRule.MergePatch);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, note, command), static call => Note(call.grains, call.note).Edit(call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Versions(HttpContext http, string id, string noteId)
    {
        if (!TryId(id, out var deal)) return Problem.NoSuch("deal", id);
        if (!TryId(noteId, out var note)) return Problem.NoSuch("note", noteId);
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListNoteVersions(http.Caller(), deal, note, query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        return await Page(http, await silo.Ask((grains, list), static call => Queries(call.grains).ListVersions(call.list), repeats: true));
    }

    private static INoteGrain Note(IGrainFactory grains, Guid id) => grains.GetGrain<INoteGrain>(id);

    private static INoteQueriesGrain Queries(IGrainFactory grains) => grains.GetGrain<INoteQueriesGrain>(0);

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<NoteView> result, int status)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        var note = result.Value!;
        return new VersionedAnswer<NoteView>(note, note.Version, NoteJson.Write, status == StatusCodes.Status201Created ? $"{DealsEndpoints.Root}/{note.DealId:D}/notes/{note.Id:D}" : null);
    }

    private async ValueTask<IResult> Page(HttpContext http, CommandResult<NotePage> result)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<NotePage>(result.Value!, NoteJson.WritePage);
    }

    private static bool TryId(string id, out Guid value) => Guid.TryParseExact(id, "D", out value);
}
