using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Notifications;

/// <summary>What the endpoints of notifications do. Everybody has their own alone; the grains see to that.</summary>
internal sealed class NotificationRequests(IGrainFactory grains, ISiloLink silo, FeedEpoch epoch)
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;

    public async Task<IResult> List(HttpContext http)
    {
        var errors = new RequestErrors();
        var query = StrictQuery.Read(http.Request, ["limit", "cursor", "unread"], errors);
        var list = new ListNotifications(http.Caller(), query.Limit(DefaultLimit, MaxLimit, errors), query["cursor"], OnlyUnread(query, errors));
        if (errors.Any) return Problem.Of(errors);
        var result = await silo.Ask((grains, list), static call => Notifications(call.grains).List(call.list), repeats: true);
        if (result.Rejection is { } rejection) return rejection.ToProblem(ofQuery: true);
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<NotificationPage>(result.Value!, NotificationJson.WritePage);
    }

    public async Task<IResult> Read(HttpContext http, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var notification)) return Problem.NoSuch("notification", id);
        var (command, problem) = await CommandRequest.Read(
            http, (ref StrictJson json, CommandContext context) => NotificationBodies.Read(ref json, context, notification), BodyRule.Optional);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, command), static call => Notifications(call.grains).MarkRead(call.command));
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new VersionedAnswer<NotificationView>(result.Value!, result.Value!.Version, NotificationJson.Write);
    }

    public async Task<IResult> ReadAll(HttpContext http)
    {
        var (command, problem) = await CommandRequest.Read(http, NotificationBodies.ReadAll, BodyRule.Optional, isVersioned: false);
        if (command is null) return problem!;
        var result = await silo.Ask((grains, command), static call => Notifications(call.grains).MarkAllRead(call.command));
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new PageAnswer<NotificationsRead>(result.Value!, NotificationJson.WriteRead);
    }

    public async Task<IResult> GetPreferences(HttpContext http)
    {
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        if (errors.Any) return Problem.Of(errors);
        var caller = http.Caller();
        return await Answer(http, await silo.Ask((grains, caller), static call => Notifications(call.grains).GetPreferences(call.caller), repeats: true));
    }

    public async Task<IResult> SetPreferences(HttpContext http)
    {
        var (command, problem) = await CommandRequest.Read(http, NotificationBodies.Set, BodyRule.Required);
        if (command is null) return problem!;
        return await Answer(http, await silo.Ask((grains, command), static call => Notifications(call.grains).SetPreferences(call.command)));
    }

    private static INotificationsGrain Notifications(IGrainFactory grains) => grains.GetGrain<INotificationsGrain>(0);

    private static bool OnlyUnread(StrictQuery query, RequestErrors errors)
    {
        switch (query["unread"])
        {
            case null or "false": return false;
            case "true": return true;
            default:
                errors.Parameter("unread", "must be true or false");
                return false;
        }
    }

    private async ValueTask<IResult> Answer(HttpContext http, CommandResult<NotificationPreferencesView> result)
    {
        if (result.Rejection is { } rejection) return rejection.ToProblem();
        await FeedPosition.Write(http.Response, epoch, result.Position);
        return new VersionedAnswer<NotificationPreferencesView>(result.Value!, result.Value!.Version, NotificationJson.WritePreferences);
    }
}
