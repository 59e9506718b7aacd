using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Notifications;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Problems;
using Crm.Actors.Gateway.Streams.Live;
using Crm.Actors.Gateway.Streams.Tickets;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Server-sent events (WHATWG HTML section 9.2), resumable by <c>Last-Event-ID</c>.</summary>
internal static class StreamsEndpoints
{
    public static IEndpointRouteBuilder MapStreams(this IEndpointRouteBuilder routes)
    {
        // How long people watch says nothing about how fast we answer.
        var streams = routes.MapGroup("/api/v1").RequireAuthorization().AllowTickets().DisableHttpMetrics().WithTags("Streams");
        streams.MapGet("/deals/stream", Deals).Needs(ApiKeyScopes.StreamsRead).WithDoc(StreamDocs.Deals);
        streams.MapGet("/deals/{id}/stream", Deal).Needs(ApiKeyScopes.StreamsRead).WithDoc(StreamDocs.Deal);
        streams.MapGet("/tasks/stream", Tasks).Needs(ApiKeyScopes.StreamsRead).WithDoc(StreamDocs.Tasks);
        streams.MapGet("/notifications/stream", Notifications).Needs(ApiKeyScopes.StreamsRead).WithDoc(StreamDocs.Notifications);
        return routes.MapStreamTickets().MapLiveStreams().MapNotifications();
    }

    private static Task Deals(HttpContext http, StreamSessions sessions)
    {
        var errors = new RequestErrors();
        var request = StreamRequest.Read(http.Request, StreamRequest.DealsParameters, errors);
        return errors.Any ? Refuse(http, Problem.Of(errors)) : sessions.ServeAsync(http, request.ToDealsFilter(), request.LastEventId);
    }

    private static async Task Deal(HttpContext http, string id, StreamSessions sessions, ISiloLink silo, IGrainFactory grains)
    {
        var errors = new RequestErrors();
        var request = StreamRequest.Read(http.Request, StreamRequest.OtherParameters, errors);
        if (errors.Any)
            await Refuse(http, Problem.Of(errors));
        else if (!Guid.TryParseExact(id, "D", out var deal))
            await Refuse(http, Problem.NoSuch("deal", id));
        else
        {
            var known = await silo.Ask((grains, deal, http), static call => call.grains.GetGrain<IDealGrain>(call.deal).Get(call.http.Caller()), repeats: true);
            if (known.Rejection is { } rejection)
                await Refuse(http, rejection.ToProblem());
            else
                await sessions.ServeAsync(http, new() { Kind = EventKind.Deal, Subject = deal, Types = request.Types }, request.LastEventId, known.Position);
        }
    }

    private static Task Tasks(HttpContext http, StreamSessions sessions)
    {
        var errors = new RequestErrors();
        var request = StreamRequest.Read(http.Request, StreamRequest.OtherParameters, errors);
        var caller = http.Caller();
        var filter = new StreamFilter { Kind = EventKind.Task, User = DealAccess.SeesAll(caller) ? null : caller.UserId, Types = request.Types };
        return errors.Any ? Refuse(http, Problem.Of(errors)) : sessions.ServeAsync(http, filter, request.LastEventId);
    }

    private static Task Notifications(HttpContext http, StreamSessions sessions)
    {
        var errors = new RequestErrors();
        var request = StreamRequest.Read(http.Request, StreamRequest.OtherParameters, errors);
        var filter = new StreamFilter { Kind = EventKind.Notification, User = http.Caller().UserId, Types = request.Types };
        return errors.Any ? Refuse(http, Problem.Of(errors)) : sessions.ServeAsync(http, filter, request.LastEventId);
    }

    private static Task Refuse(HttpContext http, Problem problem)
    {
        StreamHeaders.Write(http.Response);
        return problem.ExecuteAsync(http);
    }
}
