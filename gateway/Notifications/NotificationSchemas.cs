using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Notifications;

/// <summary>The JSON schemas of notifications.</summary>
internal static class NotificationSchemas
{
    public const string Notification = "Notification";
    public const string NotificationList = "NotificationList";
    public const string NotificationsRead = "NotificationsRead";
    public const string NotificationChoice = "NotificationChoice";
    public const string NotificationPreferences = "NotificationPreferences";
    public const string NotificationPreferencesWrite = "NotificationPreferencesWrite";

    private const string Mail = "E-mail can only be chosen where it is sent.";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(Notification, _ => Object(
            "An event that the caller is told of.",
            [
                ("id", Uuid("Its id.")),
                ("version", Integer("Number of its events so far; also its strong entity tag.", "1")),
                (NotificationFields.Type, OneOf("The type of the event.", NotificationTypes.All)),
                ("eventId", Uuid("The event, on every channel.")),
                ("actorId", Uuid("Who caused it.")),
                ("dealId", Uuid("The deal.").OrNull()),
                ("taskId", Uuid("The task.").OrNull()),
                ("title", Text("The title of the deal or the task at that time.")),
                ("details", Details),
                (NotificationFields.Channels, Channels("Where the caller wanted it.", NotificationChannels.All)),
                ("createdAt", Time("When it was made.")),
                ("readAt", Time("When it was read; null while it is unread.").OrNull()),
            ])),
        new(NotificationList, document => Object(
            "A page.",
            [
                ("items", ListOf(new OpenApiSchemaReference(Notification, document), "Newest first.", NotificationRequests.MaxLimit)),
                ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
                ("unread", Integer("How many of all are unread.", "0")),
            ])),
        new(NotificationsRead, _ => Object("What was marked as read.", [("marked", Integer("How many.", "0"))])),
        new(NotificationChoice, _ => Object(
            "Where notifications of a type are wanted.",
            [
                (NotificationFields.Type, OneOf("The type.", NotificationTypes.All)),
                (NotificationFields.Channels, Channels($"The channels; none to hear nothing of the type. {Mail}", NotificationChannels.All)),
            ])),
        new(NotificationPreferences, document => Object(
            "What the caller wants to be told, how and when.",
            [
                ("version", Integer("Number of changes so far; also the strong entity tag. 0 while nobody has set any.", "0")),
                (NotificationFields.TimeZone, Zone),
                (NotificationFields.Language, Language),
                (NotificationFields.Types, ListOf(new OpenApiSchemaReference(NotificationChoice, document), "All types.")),
                (NotificationFields.QuietFrom, QuietFrom.OrNull()),
                (NotificationFields.QuietTo, QuietTo.OrNull()),
                (NotificationFields.DigestAt, DigestAt.OrNull()),
                (NotificationFields.DigestChannels, DigestChannels),
            ])),
        new(NotificationPreferencesWrite, document => Object(
            "Preferences as a whole: what is left out, or null, is as for whoever has set none.",
            [],
            (NotificationFields.TimeZone, Zone.OrNull()),
            (NotificationFields.Language, Language.OrNull()),
            (NotificationFields.Types, ListOf(new OpenApiSchemaReference(NotificationChoice, document), "The types that are wanted on other channels than the list and Telegram, each once.").OrNull()),
            (NotificationFields.QuietFrom, QuietFrom.OrNull()),
            (NotificationFields.QuietTo, QuietTo.OrNull()),
            (NotificationFields.DigestAt, DigestAt.OrNull()),
            (NotificationFields.DigestChannels, DigestChannels.OrNull())).Closed()),
    ];

    private static OpenApiSchema Details => new()
    {
        Type = JsonSchemaType.Object,
        Description = "What else there is to say, such as from and to of a stage.",
        AdditionalProperties = Text("A detail."),
    };

    private static OpenApiSchema Zone => Text("The zone of all hours here, by its name in the IANA time zone database, such as Europe/Berlin; Etc/UTC by default.");

    private static OpenApiSchema Language => OneOf("Of the texts that go out; en by default.", "en", "ru");

    private static OpenApiSchema QuietFrom => Hour("Nothing goes out from then on. With quietTo, or neither.");

    private static OpenApiSchema QuietTo => Hour("What was held back goes out then, in its order; on the next day where it is earlier than quietFrom.");

    private static OpenApiSchema DigestAt => Hour("When on each day what came since the day before goes out in one message, also in quiet hours.");

    private static OpenApiSchema DigestChannels => Channels(
        $"The channels that get the digest instead of single messages; Telegram by default. {Mail}", NotificationChannels.Outgoing);

    private static OpenApiSchema Channels(string description, IEnumerable<string> names) => ListOf(OneOf("A channel.", names), description);

    private static OpenApiSchema Hour(string description) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$",
    };
}
