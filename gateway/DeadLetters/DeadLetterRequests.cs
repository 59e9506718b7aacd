using Crm.Actors.Contracts;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.DeadLetters;

/// <summary>What the dead letter endpoints have in common. Who may do it is decided in the grain.</summary>
internal sealed class DeadLetterRequests(IGrainFactory grains, ISiloLink silo)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        var max = StrictQuery.Read(http.Request, ["limit"], errors).Limit(DefaultLimit, MaxLimit, errors);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask(() => Letters(grains).List(http.Caller(), max));
        return result.Value is { } letters
            ? new PageAnswer<DeadLetterList>(letters, DeadLetterJson.Write)
            : result.Rejection!.ToProblem(ofQuery: true);
    }

    public async Task<IResult> Take(
        HttpContext http,
        BodyReader<WhichLetters> read,
        BodyRule body,
        Func<IDeadLettersGrain, WhichLetters, Task<CommandResult<DeadLettersTaken>>> send)
    {
        var (which, problem) = await CommandRequest.Read(http, read, body, isVersioned: false);
        if (which is null) return problem!;
        var result = await silo.Ask((grains, send, which), static call => call.send(Letters(call.grains), call.which), Limits.LongAnswer);
        return result.Value is { } taken ? new CountAnswer(taken.Count) : result.Rejection!.ToProblem();
    }

    private static IDeadLettersGrain Letters(IGrainFactory grains) => grains.GetGrain<IDeadLettersGrain>(0);

    private sealed class CountAnswer(int count) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) =>
            JsonOutput.Send(httpContext.Response, JsonOutput.Render(count, DeadLetterJson.WriteCount));
    }
}
