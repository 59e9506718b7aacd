using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Server-sent events (WHATWG HTML section 9.2), resumable by <c>Last-Event-ID</c>.</summary>
internal static class StreamsEndpoints
{
    public static IEndpointRouteBuilder MapStreams(this IEndpointRouteBuilder routes)
    {
        var streams = routes.MapGroup("/api/v1").RequireAuthorization().WithTags("Streams");
        streams.MapGet("/deals/stream", Deals).Needs(ApiKeyScopes.StreamsRead).WithDoc(StreamDocs.Deals);
        streams.MapGet("/deals/{id}/stream", Deal).Needs(ApiKeyScopes.StreamsRead).WithDoc(StreamDocs.Deal);
        streams.MapGet("/notifications/stream", Notifications).Needs(ApiKeyScopes.StreamsRead).WithDoc(StreamDocs.Notifications);
        return routes;
    }

    private static Task Deals(HttpContext http, StreamSessions sessions)
    {
        var errors = new RequestErrors();
        var request = StreamRequest.Read(http.Request, StreamRequest.DealsParameters, errors);
        return errors.Any ? Problem.Of(errors).ExecuteAsync(http) : sessions.ServeAsync(http, request.ToDealsFilter(), request.LastEventId);
    }

    private static async Task Deal(HttpContext http, string id, StreamSessions sessions, ISiloLink silo, IGrainFactory grains)
    {
        var errors = new RequestErrors();
        var request = StreamRequest.Read(http.Request, StreamRequest.OtherParameters, errors);
        if (await ProblemOf(http, id, errors, silo, grains) is { } problem)
            await problem.ExecuteAsync(http);
        else
            await sessions.ServeAsync(http, new() { Kind = EventKind.Deal, Subject = Guid.Parse(id), Types = request.Types }, request.LastEventId);
    }

    private static Task Notifications(HttpContext http, StreamSessions sessions)
    {
        var errors = new RequestErrors();
        var request = StreamRequest.Read(http.Request, StreamRequest.OtherParameters, errors);
        var filter = new StreamFilter { Kind = EventKind.Notification, User = http.Caller().UserId, Types = request.Types };
        return errors.Any ? Problem.Of(errors).ExecuteAsync(http) : sessions.ServeAsync(http, filter, request.LastEventId);
    }

    private static async Task<Problem?> ProblemOf(HttpContext http, string id, RequestErrors errors, ISiloLink silo, IGrainFactory grains)
    {
        if (errors.Any)
            return Problem.Of(errors);
        if (!Guid.TryParseExact(id, "D", out var deal))
            return Problem.NoSuch("deal", id);
        var known = await silo.Ask(() => grains.GetGrain<IDealGrain>(deal).Get(http.Caller()));
        return known.Rejection?.ToProblem();
    }
}
