using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Users;

/// <summary>The REST interface of users and roles.</summary>
internal static class UsersEndpoints
{
    public const string Root = "/api/users";

    public static IServiceCollection AddUsers(this IServiceCollection services)
    {
        foreach (var schema in UserSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<UserRequests>().AddSingleton<RoleRequests>();
    }

    public static IEndpointRouteBuilder MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup(Root).RequireAuthorization().WithTags("Users").WithMetadata(new BodyLimit(Limits.AuthBody));
        users.MapGet("", List).Needs(ApiKeyScopes.UsersRead).WithDoc(UserDocs.List);
        users.MapGet("/{id}", Get).Needs(ApiKeyScopes.UsersRead).WithDoc(UserDocs.Get);
        users.MapPost("/{id}/disable", Disable).NotForKeys().WithDoc(UserDocs.Disable);
        users.MapPost("/{id}/enable", Enable).NotForKeys().WithDoc(UserDocs.Enable);
        users.MapPost("/{id}/password", ChangePassword).NotForKeys().WithDoc(UserDocs.ChangePassword);
        users.MapPost("/{id}/roles", AssignRole).NotForKeys().WithDoc(UserDocs.AssignRole);
        users.MapDelete("/{id}/roles/{role}", RemoveRole).NotForKeys().WithDoc(UserDocs.RemoveRole);
        users.MapGet("/{id}/sessions", Sessions).NotForKeys().WithDoc(UserDocs.Sessions);
        users.MapDelete("/{id}/sessions", RevokeSessions).NotForKeys().WithDoc(UserDocs.RevokeSessions);
        users.MapDelete("/{id}/sessions/{sessionId}", RevokeSession).NotForKeys().WithDoc(UserDocs.RevokeSession);
        var roles = app.MapGroup("/api/roles").RequireAuthorization().WithTags("Users").WithMetadata(new BodyLimit(Limits.AuthBody));
        roles.MapGet("", ListRoles).Needs(ApiKeyScopes.UsersRead).WithDoc(UserDocs.ListRoles);
        roles.MapPost("", CreateRole).NotForKeys().WithDoc(UserDocs.CreateRole);
        return app;
    }

    private static Task<IResult> List(HttpContext http, UserRequests users) => users.List(http);

    private static Task<IResult> Get(HttpContext http, string id, UserRequests users) => users.Get(http, id);

    private static Task<IResult> Disable(HttpContext http, string id, UserRequests users)
    {
        var origin = http.Origin();
        return users.Change(
            http, id, (ref StrictJson json, CommandContext context) => UserBodies.Disable(ref json, context, origin), BodyRule.Optional, static (user, command) => user.Disable(command));
    }

    private static Task<IResult> Enable(HttpContext http, string id, UserRequests users)
    {
        var origin = http.Origin();
        return users.Change(
            http, id, (ref StrictJson json, CommandContext context) => UserBodies.Enable(ref json, context, origin), BodyRule.Optional, static (user, command) => user.Enable(command));
    }

    private static Task<IResult> ChangePassword(HttpContext http, string id, UserRequests users)
    {
        var origin = http.Origin();
        return users.Change(
            http,
            id,
            (ref StrictJson json, CommandContext context) => UserBodies.ChangePassword(ref json, context, origin),
            BodyRule.Required,
            static (user, command) => user.ChangePassword(command),
            Limits.HashingAnswer);
    }

    private static Task<IResult> AssignRole(HttpContext http, string id, UserRequests users)
    {
        var origin = http.Origin();
        return users.Change(
            http, id, (ref StrictJson json, CommandContext context) => UserBodies.AssignRole(ref json, context, origin), BodyRule.Required, static (user, command) => user.AssignRole(command));
    }

    private static Task<IResult> RemoveRole(HttpContext http, string id, string role, UserRequests users)
    {
        var origin = http.Origin();
        return users.Change(
            http, id, (ref StrictJson json, CommandContext context) => UserBodies.RemoveRole(ref json, context, origin, role), BodyRule.Optional, static (user, command) => user.RemoveRole(command));
    }

    private static Task<IResult> Sessions(HttpContext http, string id, UserRequests users) => users.Sessions(http, id);

    private static Task<IResult> RevokeSessions(HttpContext http, string id, UserRequests users) => users.RevokeSessions(http, id, null);

    private static Task<IResult> RevokeSession(HttpContext http, string id, string sessionId, UserRequests users) => users.RevokeSessions(http, id, sessionId);

    private static Task<IResult> ListRoles(HttpContext http, RoleRequests roles) => roles.List(http);

    private static Task<IResult> CreateRole(HttpContext http, RoleRequests roles) => roles.Create(http);
}
