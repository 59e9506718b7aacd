using System.Globalization;
using System.Text.Json;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Tasks;

/// <summary>Times in events and rows: RFC 3339, UTC, with microseconds. Equal times have equal texts.</summary>
internal static class TaskTimes
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>As a JSON text.</summary>
    public static string Of(DateTimeOffset? time) => time is { } value ? $"\"{Text(value)}\"" : JsonText.Null;

    public static void Write(Utf8JsonWriter writer, string name, DateTimeOffset? time)
    {
        if (time is { } value)
            writer.WriteString(name, Text(value));
        else
            writer.WriteNull(name);
    }

    public static DateTimeOffset? Read(JsonElement time) => time.ValueKind == JsonValueKind.Null ? null : time.GetDateTimeOffset();
}
