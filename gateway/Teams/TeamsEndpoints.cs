using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;
using Crm.Actors.Gateway.Users;

namespace Crm.Actors.Gateway.Teams;

/// <summary>The REST interface of teams.</summary>
internal static class TeamsEndpoints
{
    public const string Root = "/api/teams";

    public static IServiceCollection AddTeams(this IServiceCollection services)
    {
        foreach (var schema in TeamSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<TeamRequests>();
    }

    public static IEndpointRouteBuilder MapTeams(this IEndpointRouteBuilder app)
    {
        var teams = app.MapGroup(Root).RequireAuthorization().WithTags("Teams");
        teams.MapGet("", List).Needs(ApiKeyScopes.UsersRead).WithDoc(TeamDocs.List);
        teams.MapPost("", Create).NotForKeys().WithDoc(TeamDocs.Create);
        teams.MapGet("/{id}", Get).Needs(ApiKeyScopes.UsersRead).WithDoc(TeamDocs.Get);
        teams.MapPatch("/{id}", Rename).NotForKeys().WithDoc(TeamDocs.Rename);
        teams.MapGet("/{id}/members", Members).Needs(ApiKeyScopes.UsersRead).WithDoc(TeamDocs.Members);
        teams.MapPut("/{id}/members/{userId}", Join).NotForKeys().WithDoc(TeamDocs.Join);
        teams.MapDelete("/{id}/members/{userId}", Leave).NotForKeys().WithDoc(TeamDocs.Leave);
        return app;
    }

    private static Task<IResult> List(HttpContext http, TeamRequests teams) => teams.List(http);

    private static Task<IResult> Create(HttpContext http, TeamRequests teams) => teams.Create(http);

    private static Task<IResult> Get(HttpContext http, string id, TeamRequests teams) => teams.Get(http, id);

    private static Task<IResult> Rename(HttpContext http, string id, TeamRequests teams) => teams.Rename(http, id);

    private static Task<IResult> Members(HttpContext http, string id, TeamRequests teams) => teams.Members(http, id);

    private static async Task<IResult> Join(HttpContext http, string id, string userId, UserRequests users)
    {
        if (!TeamRequests.TryId(id, out var team)) return Problem.NoSuch("team", id);
        var origin = http.Origin();
        return await users.Change(
            http,
            userId,
            (ref StrictJson json, CommandContext context) => TeamBodies.Join(ref json, context, origin, team),
            BodyRule.Optional,
            static (user, command) => user.JoinTeam(command));
    }

    private static async Task<IResult> Leave(HttpContext http, string id, string userId, UserRequests users)
    {
        if (!TeamRequests.TryId(id, out var team)) return Problem.NoSuch("team", id);
        var origin = http.Origin();
        return await users.Change(
            http,
            userId,
            (ref StrictJson json, CommandContext context) => TeamBodies.Leave(ref json, context, origin, team),
            BodyRule.Optional,
            static (user, command) => user.LeaveTeam(command));
    }
}
