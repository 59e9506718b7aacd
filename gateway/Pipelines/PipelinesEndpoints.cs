using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The REST interface of pipelines.</summary>
internal static class PipelinesEndpoints
{
    public const string Root = "/api/v1/pipelines";

    public static IServiceCollection AddPipelines(this IServiceCollection services)
    {
        foreach (var schema in PipelineSchemas.All) services.AddSingleton(schema);
        return services;
    }

    public static IEndpointRouteBuilder MapPipelines(this IEndpointRouteBuilder app)
    {
        var pipelines = app.MapGroup(Root).RequireAuthorization().WithTags("Pipelines");
        pipelines.MapGet("/{id}/summary", Summary).Needs(ApiKeyScopes.DealsRead).WithDoc(PipelineDocs.Summary);
        return app;
    }

    private static async Task<IResult> Summary(string id, HttpContext http, ISiloLink silo, IGrainFactory grains, FeedEpoch epoch)
    {
        if (!Guid.TryParseExact(id, "D", out var pipeline)) return Problem.NoSuch("pipeline", id);
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask(() => grains.GetGrain<IPipelineSummaryGrain>(pipeline).Get(http.Caller()));
        if (result.Value is not { } summary) return result.Rejection!.ToProblem();
        // Not the newest event that is counted: some between the two may not be.
        await FeedPosition.Write(http.Response, epoch, summary.Position);
        return new PageAnswer<PipelineSummary>(summary, PipelineJson.Write);
    }
}
