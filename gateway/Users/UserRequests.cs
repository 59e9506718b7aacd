using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Users;

/// <summary>What the user endpoints have in common. Who may do what is decided in the grain.</summary>
internal sealed class UserRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListUsers(http.Caller(), query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, list), static call => call.grains.GetGrain<IUserQueriesGrain>(0).List(call.list), repeats: true);
        return Page(result, UserJson.WritePage);
    }

    public Task<IResult> Get(HttpContext http, string id) => Read(
        http, id, static (user, caller) => user.Get(caller), async result =>
        {
            await FeedPosition.Write(http.Response, epoch, result.Position);
            return UserAnswer.Of(result.Value!);
        });

    public Task<IResult> Sessions(HttpContext http, string id) => Read(
        http, id, static (user, caller) => user.ListSessions(caller), static result => Task.FromResult(Page(result, UserJson.WriteSessions)));

    /// <summary>A command about a user, answered with the user.</summary>
    public async Task<IResult> Change<T>(
        HttpContext http, string id, BodyReader<T> read, BodyRule body, Func<IUserGrain, T, Task<CommandResult<UserView>>> send, TimeSpan? patience = null)
        where T : class
    {
        if (!TryId(id, out var userId)) return Problem.NoSuch("user", id);
        var (command, problem) = await CommandRequest.Read(http, read, body);
        if (command is null) return problem!;
        var result = await silo.Ask(
            (grains, userId, command, send), static call => call.send(call.grains.GetGrain<IUserGrain>(call.userId), call.command), patience ?? Limits.Answer);
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return UserAnswer.Of(result.Value!);
    }

    public async Task<IResult> RevokeSessions(HttpContext http, string id, string? session)
    {
        if (!TryId(id, out var userId)) return Problem.NoSuch("user", id);
        Guid? sessionId = null;
        if (session is not null)
        {
            if (!TryId(session, out var one)) return Problem.NoSuch("session", session);
            sessionId = one;
        }

        var origin = http.Origin();
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => UserBodies.RevokeSessions(ref json, context, origin, sessionId), BodyRule.Optional, isVersioned: false);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, userId, command), static call => call.grains.GetGrain<IUserGrain>(call.userId).RevokeSessions(call.command));
        return result.Rejection is { } rejection ? rejection.ToProblem() : Results.NoContent();
    }

    private async Task<IResult> Read<T>(
        HttpContext http, string id, Func<IUserGrain, Caller, Task<CommandResult<T>>> read, Func<CommandResult<T>, Task<IResult>> answer)
        where T : class
    {
        if (!TryId(id, out var userId)) return Problem.NoSuch("user", id);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        var result = await silo.Ask((grains, userId, caller, read), static call => call.read(call.grains.GetGrain<IUserGrain>(call.userId), call.caller), repeats: true);
        return result.Rejection is { } rejection ? rejection.ToProblem() : await answer(result);
    }

    private static IResult Page<T>(CommandResult<T> result, Action<Utf8JsonWriter, T> write)
        where T : class => result.Value is { } page ? new PageAnswer<T>(page, write) : result.Rejection!.ToProblem(ofQuery: true);

    private static bool TryId(string id, out Guid value) => Guid.TryParseExact(id, "D", out value);
}
