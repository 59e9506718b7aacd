using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>What the pipeline endpoints have in common. Who may do what is decided in the grains.</summary>
internal sealed class PipelineRequests(IGrainFactory grains, ISiloLink silo, PipelineCache cache, FeedEpoch epoch, IIdSource ids)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var list = new ListPipelines(http.Caller(), query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        var client = ClientState.Read(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        return await Page(http, await cache.List(list, client), PipelineJson.WritePage);
    }

    public async Task<IResult> Create(HttpContext http)
    {
        var (command, problem) = await CommandRequest.Read(http, PipelineBodies.Create, BodyRule.Required, isVersioned: false);
        if (command is null) return problem!;
        var context = command.Context;
        var id = context.IdempotencyKey is { } key ? DerivedId.Of("pipeline", context.Caller.UserId, key) : ids.Next();
        var result = await silo.Ask((grains, id, command), static call => Grain(call.grains, call.id).Create(call.command), IdempotencyKey.IsGiven(http.Request));
        cache.Changed(id, result.Position);
        return await Answer(http, result, isNew: true);
    }

    public async Task<IResult> Get(HttpContext http, string id)
    {
        if (!TryId(id, out var pipeline)) return Problem.NoSuch("pipeline", id);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        var client = ClientState.Read(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        return await Answer(http, await cache.Get(pipeline, client));
    }

    public async Task<IResult> Patch(HttpContext http, string id)
    {
        if (!TryId(id, out var pipeline)) return Problem.NoSuch("pipeline", id);
        var (command, problem) = await CommandRequest.Read(http, PipelineBodies.Patch, BodyRule.MergePatch);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, pipeline, command), static call => Grain(call.grains, call.pipeline).Patch(call.command), IdempotencyKey.IsGiven(http.Request));
        cache.Changed(pipeline, result.Position);
        return await Answer(http, result);
    }

    public async Task<IResult> History(HttpContext http, string id)
    {
        if (!TryId(id, out var pipeline)) return Problem.NoSuch("pipeline", id);
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var history = new GetPipelineHistory(http.Caller(), pipeline, query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        return await Page<HistoryPage>(http, await silo.Ask((grains, history), static call => Queries(call.grains).History(call.history), repeats: true), HistoryJson.Write);
    }

    public async Task<IResult> Summary(HttpContext http, string id)
    {
        if (!TryId(id, out var pipeline)) return Problem.NoSuch("pipeline", id);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        var client = ClientState.Read(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        // The position of the answer is not that of the newest event that is counted: some between the two may not be.
        return await Page(http, await cache.Summary(pipeline, http.Caller(), client), PipelineSummaryJson.Write);
    }

    private static IPipelineGrain Grain(IGrainFactory grains, Guid id) => grains.GetGrain<IPipelineGrain>(id);

    private static IPipelineQueriesGrain Queries(IGrainFactory grains) => grains.GetGrain<IPipelineQueriesGrain>(0);

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<PipelineView> result, bool isNew = false)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        var pipeline = result.Value!;
        return new VersionedAnswer<PipelineView>(pipeline, pipeline.Version, PipelineJson.Write, isNew ? $"{PipelinesEndpoints.Root}/{pipeline.Id:D}" : null);
    }

    private async ValueTask<IResult> Page<T>(HttpContext http, CommandResult<T> result, Action<Utf8JsonWriter, T> write)
        where T : class
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<T>(result.Value!, write);
    }

    private static bool TryId(string id, out Guid value) => Guid.TryParseExact(id, "D", out value);
}
