using Crm.Actors.Contracts;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>What the endpoints of API keys do. Who may do what is decided in the grain.</summary>
internal sealed class ApiKeyRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch)
{
    public async Task<IResult> Create(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => ApiKeyBodies.Create(ref json, context, origin), BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, command), static call => Keys(call.grains).Create(call.command));
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new SecretAnswer<CreatedApiKey>(result.Value!, ApiKeyJson.WriteCreated, StatusCodes.Status201Created);
    }

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        var result = await silo.Ask((grains, caller), static call => Keys(call.grains).List(call.caller), repeats: true);
        return result.Value is { } keys ? new PageAnswer<ApiKeyList>(keys, ApiKeyJson.WriteList) : result.Rejection!.ToProblem();
    }

    public async Task<IResult> Revoke(HttpContext http, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var key)) return Problem.NoSuch("API key", id);
        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => ApiKeyBodies.Revoke(ref json, context, origin, key), BodyRule.Optional, isVersioned: false);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, command), static call => Keys(call.grains).Revoke(call.command));
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return Results.NoContent();
    }

    private static IApiKeysGrain Keys(IGrainFactory grains) => grains.GetGrain<IApiKeysGrain>(0);
}
