using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Teams;

/// <summary>What the team endpoints have in common. Who may do what is decided in the grains.</summary>
internal sealed class TeamRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch, IIdSource ids)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListTeams(http.Caller(), query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, list), static call => call.grains.GetGrain<ITeamQueriesGrain>(0).List(call.list), repeats: true);
        return Page(result, TeamJson.WritePage);
    }

    public async Task<IResult> Create(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => TeamBodies.Create(ref json, context, origin), BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var context = command.Context;
        var create = command with { Id = context.IdempotencyKey is { } key ? DerivedId.Of("team", context.Caller.UserId, key) : ids.Next() };
        var result = await silo.Ask((grains, create), static call => call.grains.GetGrain<ITeamGrain>(call.create.Id).Create(call.create), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status201Created);
    }

    public async Task<IResult> Get(HttpContext http, string id)
    {
        if (!TryId(id, out var team)) return Problem.NoSuch("team", id);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        var result = await silo.Ask((grains, team, caller), static call => call.grains.GetGrain<ITeamGrain>(call.team).Get(call.caller), repeats: true);
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Rename(HttpContext http, string id)
    {
        if (!TryId(id, out var team)) return Problem.NoSuch("team", id);
        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => TeamBodies.Rename(ref json, context, origin), BodyRule.MergePatch);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, team, command), static call => call.grains.GetGrain<ITeamGrain>(call.team).Rename(call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, StatusCodes.Status200OK);
    }

    public async Task<IResult> Members(HttpContext http, string id)
    {
        if (!TryId(id, out var team)) return Problem.NoSuch("team", id);
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListTeamMembers(http.Caller(), team, query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, list), static call => call.grains.GetGrain<ITeamQueriesGrain>(0).ListMembers(call.list), repeats: true);
        return Page(result, TeamJson.WriteMembers);
    }

    public static bool TryId(string id, out Guid value) => Guid.TryParseExact(id, "D", out value);

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<TeamView> result, int status)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        var team = result.Value!;
        return new VersionedAnswer<TeamView>(team, team.Version, TeamJson.Write, status == StatusCodes.Status201Created ? $"{TeamsEndpoints.Root}/{team.Id:D}" : null);
    }

    private static IResult Page<T>(CommandResult<T> result, Action<Utf8JsonWriter, T> write)
        where T : class => result.Value is { } page ? new PageAnswer<T>(page, write) : result.Rejection!.ToProblem(ofQuery: true);
}
