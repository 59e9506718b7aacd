using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;
using Crm.Actors.Gateway.Users;

namespace Crm.Actors.Gateway.Auth;

/// <summary>What the endpoints of registration and sessions have in common.</summary>
internal sealed class AuthRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch, AccessTokens tokens)
{
    public async Task<IResult> Register(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await Read(http, (ref StrictJson json, CommandContext context) => AuthBodies.Register(ref json, context, origin));
        if (command is null) return problem!;
        // The hash of the body is quick to guess a password from: it goes nowhere.
        var register = command with { Context = command.Context with { RequestHash = Guid.Empty, Until = null } };
        var result = await silo.Ask((grains, register), static call => Auth(call.grains).Register(call.register), Limits.HashingAnswer);
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return UserAnswer.Of(result.Value!, isNew: true);
    }

    public async Task<IResult> LogIn(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await Read(http, (ref StrictJson json, CommandContext _) => AuthBodies.LogIn(ref json, origin));
        if (command is null) return problem!;
        return Answer(await silo.Ask((grains, command), static call => Auth(call.grains).LogIn(call.command), Limits.HashingAnswer));
    }

    public async Task<IResult> Refresh(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await Read(http, (ref StrictJson json, CommandContext context) => AuthBodies.Refresh(ref json, context, origin));
        if (command is null) return problem!;
        return Answer(await silo.Ask((grains, command), static call => Auth(call.grains).Refresh(call.command)));
    }

    public async Task<IResult> LogOut(HttpContext http)
    {
        var origin = http.Origin();
        var (command, problem) = await Read(http, (ref StrictJson json, CommandContext _) => AuthBodies.LogOut(ref json, origin));
        if (command is null) return problem!;
        var result = await silo.Ask((grains, command), static call => Auth(call.grains).LogOut(call.command));
        return result.Rejection is { } rejection ? rejection.ToProblem() : Results.NoContent();
    }

    public async Task<IResult> Me(HttpContext http)
    {
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        var result = await silo.Ask((grains, caller), static call => call.grains.GetGrain<IUserGrain>(call.caller.UserId).Get(call.caller), repeats: true);
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return UserAnswer.Of(result.Value!);
    }

    private static ValueTask<(T? Command, Problem? Problem)> Read<T>(HttpContext http, BodyReader<T> read)
        where T : class => CommandRequest.Read(http, read, BodyRule.Required, isVersioned: false);

    private static IAuthGrain Auth(IGrainFactory grains) => grains.GetGrain<IAuthGrain>(0);

    private IResult Answer(CommandResult<SignedIn> result) => result.Value is { } signedIn
        ? new SignedInAnswer(new SignedInTokens(tokens.Create(signedIn), tokens.Lifetime, signedIn.RefreshToken, signedIn.RefreshTokenExpiresAt))
        : result.Rejection!.ToProblem();
}
