using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Ids;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;
using Crm.Actors.RateLimits.Redis;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>Tells administrators which event streams are open.</summary>
internal static class LiveStreamsEndpoint
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1000;

    private static readonly Problem Forbidden = new(ProblemKind.Forbidden, "Only administrators may see who follows what.");

    public static IServiceCollection AddLiveStreams(this IServiceCollection services)
    {
        foreach (var schema in LiveStreamDocs.Schemas) services.AddSingleton(schema);
        services.AddSingleton(static sp => GatewayName.Of(sp.GetRequiredService<IIdSource>().Next()));
        if (services.Any(static service => service.ServiceType == typeof(RedisLink))) services.AddSingleton<StreamDirectory>();
        return services.AddSingleton<OwnStreams>().AddSingleton<LiveStreams>().AddHostedService<StreamHeartbeats>();
    }

    public static IEndpointRouteBuilder MapLiveStreams(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/streams", List).RequireAuthorization().Needs(ApiKeyScopes.Administration).WithTags("Streams").WithDoc(LiveStreamDocs.List);
        return routes;
    }

    private static async Task<IResult> List(HttpContext http, LiveStreams streams)
    {
        if (!http.Caller().Roles.Contains(RoleNames.Administrator, StringComparer.Ordinal)) return Forbidden;
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor"], errors);
        var limit = query.Limit(DefaultLimit, MaxLimit, errors);
        var after = LiveStreamCursor.Start;
        if (query["cursor"] is { } cursor && !LiveStreamCursor.TryParse(cursor, out after)) errors.Parameter("cursor", "is not the nextCursor of a page");
        return errors.Any ? Problem.Of(errors) : new PageAnswer<LiveStreamPage>(await streams.ListAsync(after, limit), LiveStreamJson.Write);
    }
}
