using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Preferences as JSON, the same in events and rows.</summary>
internal static class NotificationPreferencesJson
{
    public const string TimeFormat = "HH:mm";

    public static void Write(Utf8JsonWriter writer, NotificationPreferences preferences)
    {
        writer.WriteStartObject();
        writer.WriteString("timeZone", preferences.TimeZone);
        writer.WriteString("language", preferences.Language);
        writer.WriteStartArray("types");
        foreach (var choice in preferences.Types)
        {
            writer.WriteStartObject();
            writer.WriteString("type", choice.Type);
            Texts(writer, "channels", choice.Channels);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Time(writer, "quietFrom", preferences.QuietFrom);
        Time(writer, "quietTo", preferences.QuietTo);
        Time(writer, "digestAt", preferences.DigestAt);
        Texts(writer, "digestChannels", preferences.DigestChannels);
        writer.WriteEndObject();
    }

    public static NotificationPreferences Read(JsonElement data) => new()
    {
        TimeZone = data.GetProperty("timeZone").GetString()!,
        Language = data.GetProperty("language").GetString()!,
        Types = Choices(data.GetProperty("types")),
        QuietFrom = Time(data.GetProperty("quietFrom")),
        QuietTo = Time(data.GetProperty("quietTo")),
        DigestAt = Time(data.GetProperty("digestAt")),
        DigestChannels = Texts(data.GetProperty("digestChannels")),
    };

    /// <summary>What was set before a type came to be says nothing of it: it is as by default.</summary>
    private static ImmutableArray<NotificationChoice> Choices(JsonElement types)
    {
        var set = types.EnumerateArray().ToDictionary(
            static choice => choice.GetProperty("type").GetString()!, static choice => Texts(choice.GetProperty("channels")), StringComparer.Ordinal);
        return [.. NotificationPreferences.Default.Types.Select(choice => set.TryGetValue(choice.Type, out var channels) ? choice with { Channels = channels } : choice)];
    }

    private static void Texts(Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static ImmutableArray<string> Texts(JsonElement texts) => [.. texts.EnumerateArray().Select(static text => text.GetString()!)];

    private static void Time(Utf8JsonWriter writer, string name, TimeOnly? time)
    {
        if (time is { } value)
            writer.WriteString(name, value.ToString(TimeFormat, CultureInfo.InvariantCulture));
        else
            writer.WriteNull(name);
    }

    private static TimeOnly? Time(JsonElement time) =>
        time.ValueKind == JsonValueKind.Null ? null : TimeOnly.ParseExact(time.GetString()!, TimeFormat, CultureInfo.InvariantCulture);
}
