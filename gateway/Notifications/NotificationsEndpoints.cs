using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Notifications;

/// <summary>The REST interface of notifications; their stream is with the others.</summary>
internal static class NotificationsEndpoints
{
    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        foreach (var schema in NotificationSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<NotificationRequests>();
    }

    public static IEndpointRouteBuilder MapNotifications(this IEndpointRouteBuilder app)
    {
        var notifications = app.MapGroup("/api/v1/notifications").RequireAuthorization().NotForKeys().WithTags("Notifications");
        notifications.MapGet("", List).WithDoc(NotificationDocs.List);
        notifications.MapPost("/read-all", ReadAll).WithDoc(NotificationDocs.ReadAll);
        notifications.MapPost("/{id}/read", Read).WithDoc(NotificationDocs.Read);
        notifications.MapGet("/preferences", GetPreferences).WithDoc(NotificationDocs.GetPreferences);
        notifications.MapPut("/preferences", SetPreferences).WithDoc(NotificationDocs.SetPreferences);
        return app;
    }

    private static Task<IResult> List(HttpContext http, NotificationRequests notifications) => notifications.List(http);

    private static Task<IResult> ReadAll(HttpContext http, NotificationRequests notifications) => notifications.ReadAll(http);

    private static Task<IResult> Read(string id, HttpContext http, NotificationRequests notifications) => notifications.Read(http, id);

    private static Task<IResult> GetPreferences(HttpContext http, NotificationRequests notifications) => notifications.GetPreferences(http);

    private static Task<IResult> SetPreferences(HttpContext http, NotificationRequests notifications) => notifications.SetPreferences(http);
}
