using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Auth.Audit;

/// <summary>The REST interface of the security events.</summary>
internal static class AuditEndpoints
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        foreach (var schema in AuditSchemas.All) services.AddSingleton(schema);
        return services;
    }

    public static IEndpointRouteBuilder MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/audit", List).RequireAuthorization().Needs(ApiKeyScopes.Administration).WithTags("Audit").WithDoc(AuditDocs.List);
        return app;
    }

    private static async Task<IResult> List(HttpContext http, IGrainFactory grains, ISiloLink silo)
    {
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["userId", "limit", "cursor"], errors);
        var list = new ListAudit(http.Caller(), UserOf(query, errors), query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"]);
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, list), static call => call.grains.GetGrain<IAuditGrain>(0).List(call.list), repeats: true);
        return result.Value is { } page ? new PageAnswer<AuditPage>(page, AuditJson.WritePage) : result.Rejection!.ToProblem(ofQuery: true);
    }

    private static Guid? UserOf(StrictQuery query, RequestErrors errors)
    {
        if (query["userId"] is not { } text) return null;
        if (Guid.TryParseExact(text, "D", out var user)) return user;
        errors.Parameter("userId", "is not a UUID");
        return null;
    }
}
