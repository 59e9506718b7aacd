using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Notifications;

/// <summary>Writes notifications and preferences in their wire shape.</summary>
internal static class NotificationJson
{
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText ReadAt = JsonEncodedText.Encode("readAt");

    public static void Write(Utf8JsonWriter json, NotificationView notification)
    {
        var content = notification.Content;
        json.WriteStartObject();
        json.WriteString("id"u8, notification.Id);
        json.WriteNumber("version"u8, notification.Version);
        json.WriteString(NotificationFields.Type, content.Type);
        json.WriteString("eventId"u8, content.EventId);
        json.WriteString("actorId"u8, content.ActorId);
        Id(json, "dealId", content.DealId);
        Id(json, "taskId", content.TaskId);
        json.WriteString("title"u8, content.Title);
        json.WriteStartObject("details"u8);
        foreach (var (name, text) in content.Details) json.WriteString(name, text);
        json.WriteEndObject();
        Texts(json, NotificationFields.Channels, notification.Channels);
        json.WriteTime(CreatedAt, notification.CreatedAt);
        if (notification.ReadAt is { } read) json.WriteTime(ReadAt, read);
        else json.WriteNull(ReadAt);
        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, NotificationPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var notification in page.Items) Write(json, notification);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteNumber("unread"u8, page.Unread);
        json.WriteEndObject();
    }

    public static void WriteRead(Utf8JsonWriter json, NotificationsRead read)
    {
        json.WriteStartObject();
        json.WriteNumber("marked"u8, read.Marked);
        json.WriteEndObject();
    }

    public static void WritePreferences(Utf8JsonWriter json, NotificationPreferencesView view)
    {
        var preferences = view.Preferences;
        json.WriteStartObject();
        json.WriteNumber("version"u8, view.Version);
        json.WriteString(NotificationFields.TimeZone, preferences.TimeZone);
        json.WriteString(NotificationFields.Language, preferences.Language);
        json.WriteStartArray(NotificationFields.Types);
        foreach (var choice in preferences.Types)
        {
            json.WriteStartObject();
            json.WriteString(NotificationFields.Type, choice.Type);
            Texts(json, NotificationFields.Channels, choice.Channels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString(NotificationFields.QuietFrom, Shown(preferences.QuietFrom));
        json.WriteString(NotificationFields.QuietTo, Shown(preferences.QuietTo));
        json.WriteString(NotificationFields.DigestAt, Shown(preferences.DigestAt));
        Texts(json, NotificationFields.DigestChannels, preferences.DigestChannels);
        json.WriteEndObject();
    }

    private static void Id(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value) json.WriteString(name, value);
        else json.WriteNull(name);
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string? Shown(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
