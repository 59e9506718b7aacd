using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Telegram;

/// <summary>What the endpoints of Telegram links do. Who may do what is decided in the grain.</summary>
internal sealed class TelegramRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch)
{
    public async Task<IResult> IssueCode(HttpContext http)
    {
        var (caller, problem) = await CommandRequest.Read(http, TelegramBodies.Code, BodyRule.Optional, isVersioned: false);
        if (caller is null) return problem!;
        var result = await silo.Ask((grains, caller), static call => Links(call.grains).IssueCode(call.caller));
        return result.Value is { } code
            ? new SecretAnswer<TelegramCode>(code, TelegramJson.WriteCode, StatusCodes.Status200OK)
            : result.Rejection!.ToProblem();
    }

    public async Task<IResult> Get(HttpContext http)
    {
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        return await Answer(http, await silo.Ask((grains, caller), static call => Links(call.grains).Get(call.caller), repeats: true));
    }

    public async Task<IResult> Confirm(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => TelegramBodies.Confirm(ref json, context, origin), BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        return await Answer(http, await silo.Ask((grains, command), static call => Links(call.grains).Confirm(call.command)));
    }

    public async Task<IResult> Unlink(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => TelegramBodies.Unlink(ref json, context, origin), BodyRule.Optional, isVersioned: false);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, command), static call => Links(call.grains).Unlink(call.command));
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return Results.NoContent();
    }

    private async Task<IResult> Answer(HttpContext http, CommandResult<TelegramLink> result)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<TelegramLink>(result.Value!, TelegramJson.WriteLink);
    }

    private static ITelegramLinksGrain Links(IGrainFactory grains) => grains.GetGrain<ITelegramLinksGrain>(0);
}
