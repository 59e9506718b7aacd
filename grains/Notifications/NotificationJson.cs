using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Parts of notifications as JSON texts, for rows.</summary>
public static class NotificationJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(ImmutableSortedDictionary<string, string> details) => Text(details, static (writer, all) =>
    {
        writer.WriteStartObject();
        foreach (var (name, text) in all)
            writer.WriteString(name, text);
        writer.WriteEndObject();
    });

    public static ImmutableSortedDictionary<string, string> ToDetails(string json)
    {
        using var document = JsonDocument.Parse(json);
        return NotificationContentJson.ReadDetails(document.RootElement);
    }

    public static string Of(ImmutableArray<PendingDelivery> pending) => Text(pending, PendingDeliveriesJson.Write);

    public static ImmutableArray<PendingDelivery> ToPending(string json)
    {
        using var document = JsonDocument.Parse(json);
        return PendingDeliveriesJson.Read(document.RootElement);
    }

    public static string Of(NotificationPreferences preferences) => Text(preferences, NotificationPreferencesJson.Write);

    public static NotificationPreferences ToPreferences(string json)
    {
        using var document = JsonDocument.Parse(json);
        return NotificationPreferencesJson.Read(document.RootElement);
    }

    public static string Of(NotificationSource source) => Text(source, static (writer, whole) =>
    {
        writer.WriteStartObject();
        NotificationContentJson.Write(writer, whole.Content);
        writer.WriteStartArray("audience");
        foreach (var id in whole.Audience)
            writer.WriteStringValue(id);
        writer.WriteEndArray();
        writer.WriteBoolean("withTeams", whole.WithTeams);
        if (whole.Except is { } except)
            writer.WriteString("except", except);
        writer.WriteEndObject();
    });

    public static NotificationSource ToSource(string json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        return new(
            NotificationContentJson.Read(data),
            [.. data.GetProperty("audience").EnumerateArray().Select(static id => id.GetGuid())],
            data.GetProperty("withTeams").GetBoolean())
        {
            Except = data.TryGetProperty("except", out var except) ? except.GetGuid() : null,
        };
    }

    private static string Text<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
            write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
