using System.Text.Json;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// The members of a message that goes out. What a bot needs is among them as it takes it: <c>text</c> in its languages, and <c>buttons</c>, which
/// follow from the content.
/// </summary>
internal static class NotificationMessageJson
{
    private static readonly NotificationText OpenDeal = new("Open the deal", "Открыть сделку");

    public static void Write(Utf8JsonWriter writer, NotificationMessage message)
    {
        NotificationContentJson.Write(writer, message.Content);
        writer.WriteString("language", message.Language);
        Text(writer, "text", message.Text);
        writer.WriteStartArray("buttons");
        if (message.Content.DealId is { } dealId)
        {
            writer.WriteStartObject();
            Text(writer, "label", OpenDeal);
            writer.WriteString("action", "deal");
            writer.WriteString("dealId", dealId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("items");
        foreach (var item in message.Items)
            writer.WriteStringValue(item);
        writer.WriteEndArray();
    }

    public static NotificationMessage Read(JsonElement data)
    {
        var text = data.GetProperty("text");
        return new(
            NotificationContentJson.Read(data),
            data.GetProperty("language").GetString()!,
            new(text.GetProperty("en").GetString()!, text.GetProperty("ru").GetString()!),
            [.. data.GetProperty("items").EnumerateArray().Select(static item => item.GetGuid())]);
    }

    private static void Text(Utf8JsonWriter writer, string name, NotificationText text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("en", text.En);
        writer.WriteString("ru", text.Ru);
        writer.WriteEndObject();
    }
}
