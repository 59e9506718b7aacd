using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Users;

/// <summary>What the role endpoints have in common. Who may do what is decided in the grain.</summary>
internal sealed class RoleRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch)
{
    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        var result = await silo.Ask((grains, caller), static call => call.grains.GetGrain<IUserQueriesGrain>(0).ListRoles(call.caller), repeats: true);
        return result.Value is { } roles ? new PageAnswer<RoleList>(roles, UserJson.WriteRoles) : result.Rejection!.ToProblem();
    }

    public async Task<IResult> Create(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => UserBodies.CreateRole(ref json, context, origin), BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, command), static call => call.grains.GetGrain<IRoleGrain>(RoleId.Of(call.command.Name)).Create(call.command));
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new RoleAnswer(result.Value!);
    }

    private sealed class RoleAnswer(RoleView role) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status201Created;
            return JsonOutput.Send(httpContext.Response, JsonOutput.Render(role, UserJson.WriteRole));
        }
    }
}
