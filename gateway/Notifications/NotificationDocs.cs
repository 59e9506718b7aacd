using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Notifications;

/// <summary>How the operations on notifications are described.</summary>
internal static class NotificationDocs
{
    public static readonly OperationDoc List = new("listNotifications", "List one's own notifications")
    {
        Description = "Newest first, with how many are unread. The Feed-Position is that of the page: the stream of notifications opened with it misses nothing.",
        Parameters =
        [
            ParameterDocs.Limit("Entries per page.", NotificationRequests.DefaultLimit, NotificationRequests.MaxLimit),
            ParameterDocs.Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque.")),
            ParameterDocs.Query("unread", "Leave out what was read.", SchemaDocs.Flag("true or false.")),
            HeaderDocs.IfNoneMatch,
        ],
        Answers =
        [
            new AnswerDoc(200, "A page of notifications.", NotificationSchemas.NotificationList) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) },
            HeaderDocs.NotModified,
        ],
        Problems = [400],
    };

    public static readonly OperationDoc Read = new("readNotification", "Mark one's own notification as read")
    {
        Description = "One that is read stays as it is.",
        Parameters = [ParameterDocs.Id("notification"), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = Nothing,
        Answers = [new AnswerDoc(200, "The notification.", NotificationSchemas.Notification) { Headers = Versioned }],
        Problems = [400, 404, 412, 413, 415, 422],
    };

    public static readonly OperationDoc ReadAll = new("readAllNotifications", "Mark all one's own notifications as read")
    {
        Description = "All that there are when it begins; it may be repeated. An Idempotency-Key is taken, but nothing is kept under it.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = Nothing,
        Answers = [new AnswerDoc(200, "What was marked.", NotificationSchemas.NotificationsRead) { Headers = Versioned }],
        Problems = [400, 413, 415],
    };

    public static readonly OperationDoc GetPreferences = new("getNotificationPreferences", "Read what one wants to be told")
    {
        Parameters = [HeaderDocs.IfNoneMatch],
        Answers = [Preferences, HeaderDocs.NotModified],
        Problems = [400],
    };

    public static readonly OperationDoc SetPreferences = new("setNotificationPreferences", "Set what one wants to be told")
    {
        Description = "It holds for what happens from then on; what is held back already goes out as it would have.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = new BodyDoc(NotificationSchemas.NotificationPreferencesWrite, Required: true, MediaTypes.Json),
        Answers = [Preferences],
        Problems = [400, 412, 413, 415, 422],
    };

    private static BodyDoc Nothing => new(DealSchemas.Empty, Required: false, MediaTypes.Json);

    private static AnswerDoc Preferences => new(200, "The preferences.", NotificationSchemas.NotificationPreferences) { Headers = Versioned };

    private static IReadOnlyDictionary<string, string> Versioned => HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position);
}
