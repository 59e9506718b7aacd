using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Tasks;

/// <summary>Reminders as JSON, in events and in the task's row: equal reminders have equal texts.</summary>
public static class ReminderJson
{
    private const string TimeFormat = "HH:mm";

    /// <summary>A JSON array, in the order given.</summary>
    public static string Of(ImmutableArray<TaskReminder> reminders)
    {
        if (reminders.IsEmpty)
            return "[]";
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var reminder in reminders)
                Write(writer, reminder);
            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Reads back what <see cref="Of"/> writes.</summary>
    public static ImmutableArray<TaskReminder> Read(string json)
    {
        if (json == "[]")
            return [];
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    internal static void Write(Utf8JsonWriter writer, TaskReminder reminder)
    {
        writer.WriteStartObject();
        writer.WriteString("id", reminder.Id);
        writer.WriteString("at", TaskTimes.Text(reminder.At));
        if (reminder.Rule.MinutesBefore is { } minutes)
            writer.WriteNumber("minutesBefore", minutes);
        if (reminder.Rule.DaysBefore is { } days)
            writer.WriteNumber("daysBefore", days);
        if (reminder.Rule.Time is { } time)
            writer.WriteString("time", time.ToString(TimeFormat, CultureInfo.InvariantCulture));
        writer.WriteEndObject();
    }

    /// <summary>Without minutes and days the time is the rule itself.</summary>
    internal static TaskReminder Read(JsonElement reminder)
    {
        var at = reminder.GetProperty("at").GetDateTimeOffset();
        int? minutes = reminder.TryGetProperty("minutesBefore", out var m) ? m.GetInt32() : null;
        int? days = reminder.TryGetProperty("daysBefore", out var d) ? d.GetInt32() : null;
        TimeOnly? time = reminder.TryGetProperty("time", out _)
            ? TimeOnly.ParseExact(reminder.Text("time"), TimeFormat, CultureInfo.InvariantCulture)
            : null;
        var rule = new ReminderRule { At = minutes is null && days is null ? at : null, MinutesBefore = minutes, DaysBefore = days, Time = time };
        return new TaskReminder(reminder.GetProperty("id").GetGuid(), at, rule);
    }
}
