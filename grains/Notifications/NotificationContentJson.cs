using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The members of an object that say what a notification is about, the same in events and rows.</summary>
internal static class NotificationContentJson
{
    public static void Write(Utf8JsonWriter writer, NotificationContent content)
    {
        writer.WriteString("type", content.Type);
        writer.WriteString("eventId", content.EventId);
        writer.WriteString("eventPosition", content.EventPosition.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("actorId", content.ActorId);
        Id(writer, "dealId", content.DealId);
        Id(writer, "taskId", content.TaskId);
        writer.WriteString("title", content.Title);
        writer.WriteStartObject("details");
        foreach (var (name, text) in content.Details)
            writer.WriteString(name, text);
        writer.WriteEndObject();
    }

    public static NotificationContent Read(JsonElement data) => new()
    {
        Type = data.GetProperty("type").GetString()!,
        EventId = data.GetProperty("eventId").GetGuid(),
        EventPosition = long.Parse(data.GetProperty("eventPosition").GetString()!, CultureInfo.InvariantCulture),
        ActorId = data.GetProperty("actorId").GetGuid(),
        DealId = Id(data.GetProperty("dealId")),
        TaskId = Id(data.GetProperty("taskId")),
        Title = data.GetProperty("title").GetString()!,
        Details = ReadDetails(data.GetProperty("details")),
    };

    public static ImmutableSortedDictionary<string, string> ReadDetails(JsonElement details) =>
        NotificationContent.NoDetails.AddRange(details.EnumerateObject().Select(static member => KeyValuePair.Create(member.Name, member.Value.GetString()!)));

    private static void Id(Utf8JsonWriter writer, string name, Guid? id)
    {
        if (id is { } value)
            writer.WriteString(name, value);
        else
            writer.WriteNull(name);
    }

    private static Guid? Id(JsonElement id) => id.ValueKind == JsonValueKind.Null ? null : id.GetGuid();
}
