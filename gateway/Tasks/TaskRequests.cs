using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>What the task endpoints have in common. Who may do what is decided in the grains.</summary>
internal sealed class TaskRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch, IIdSource ids)
{
    public async Task<IResult> Create(HttpContext http)
    {
        var (command, problem) = await CommandRequest.Read(http, TaskBodies.Create, BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var context = command.Context;
        var id = context.IdempotencyKey is { } key ? DerivedId.Of("task", context.Caller.UserId, key) : ids.Next();
        var result = await silo.Ask((grains, id, command), static call => Grain(call.grains, call.id).Create(call.command), IdempotencyKey.IsGiven(http.Request));
        return await Answer(http, result, isNew: true);
    }

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        var query = TaskQuery.List(http.Request, http.Caller(), errors);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, query), static call => call.grains.GetGrain<ITaskQueriesGrain>(0).List(call.query), repeats: true);
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<TaskPage>(result.Value!, TaskJson.WritePage);
    }

    public async Task<IResult> Get(HttpContext http, string id)
    {
        if (!TryId(id, out var task)) return Problem.NoSuch("task", id);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        return await Answer(http, await silo.Ask((grains, task, caller), static call => Grain(call.grains, call.task).Get(call.caller), repeats: true));
    }

    public async Task<IResult> Change<T>(
        HttpContext http, string id, BodyReader<T> read, BodyRule body, Func<ITaskGrain, T, Task<CommandResult<TaskView>>> send)
        where T : class
    {
        if (!TryId(id, out var task)) return Problem.NoSuch("task", id);
        var (command, problem) = await CommandRequest.Read(http, read, body);
        if (command is null) return problem!;
        return await Answer(http, await silo.Ask((grains, task, command, send), static call => call.send(Grain(call.grains, call.task), call.command), IdempotencyKey.IsGiven(http.Request)));
    }

    private static ITaskGrain Grain(IGrainFactory grains, Guid id) => grains.GetGrain<ITaskGrain>(id);

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<TaskView> result, bool isNew = false)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        var task = result.Value!;
        return new VersionedAnswer<TaskView>(task, task.Version, TaskJson.Write, isNew ? $"{TasksEndpoints.Root}/{task.Id:D}" : null);
    }

    private static bool TryId(string id, out Guid value) => Guid.TryParseExact(id, "D", out value);
}
