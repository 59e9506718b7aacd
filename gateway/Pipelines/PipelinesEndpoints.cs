using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The REST interface of pipelines.</summary>
internal static class PipelinesEndpoints
{
    public const string Root = "/api/v1/pipelines";

    public static IServiceCollection AddPipelines(this IServiceCollection services, CacheSettings cache)
    {
        foreach (var schema in PipelineSchemas.All.Concat(PipelineTimesSchemas.All).Concat(PipelineSummarySchemas.All)) services.AddSingleton(schema);
        return services.AddCaching(cache).AddSingleton<PipelineCache>().AddSingleton<PipelineRequests>();
    }

    public static IEndpointRouteBuilder MapPipelines(this IEndpointRouteBuilder app)
    {
        var pipelines = app.MapGroup(Root).RequireAuthorization().WithTags("Pipelines");
        pipelines.MapGet("", List).Needs(ApiKeyScopes.DealsRead).WithDoc(PipelineDocs.List);
        pipelines.MapPost("", Create).Needs(ApiKeyScopes.DealsWrite).WithDoc(PipelineDocs.Create);
        pipelines.MapGet("/{id}", Get).Needs(ApiKeyScopes.DealsRead).WithDoc(PipelineDocs.Get);
        pipelines.MapPatch("/{id}", Patch).Needs(ApiKeyScopes.DealsWrite).WithDoc(PipelineDocs.Patch);
        pipelines.MapGet("/{id}/history", History).Needs(ApiKeyScopes.DealsRead).WithDoc(PipelineDocs.History);
        pipelines.MapGet("/{id}/summary", Summary).Needs(ApiKeyScopes.DealsRead).WithDoc(PipelineDocs.Summary);
        return app;
    }

    private static Task<IResult> List(HttpContext http, PipelineRequests pipelines) => pipelines.List(http);

    private static Task<IResult> Create(HttpContext http, PipelineRequests pipelines) => pipelines.Create(http);

    private static Task<IResult> Get(string id, HttpContext http, PipelineRequests pipelines) => pipelines.Get(http, id);

    private static Task<IResult> Patch(string id, HttpContext http, PipelineRequests pipelines) => pipelines.Patch(http, id);

    private static Task<IResult> History(string id, HttpContext http, PipelineRequests pipelines) => pipelines.History(http, id);

    private static Task<IResult> Summary(string id, HttpContext http, PipelineRequests pipelines) => pipelines.Summary(http, id);
}
