using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>Writes tasks in their wire shape.</summary>
internal static class TaskJson
{
    private static readonly JsonEncodedText DealId = JsonEncodedText.Encode(TaskFields.DealId);
    private static readonly JsonEncodedText DueAt = JsonEncodedText.Encode(TaskFields.DueAt);
    private static readonly JsonEncodedText At = JsonEncodedText.Encode(TaskFields.At);
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");

    public static void Write(Utf8JsonWriter json, TaskView task)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, task.Id);
        json.WriteNumber("version"u8, task.Version);
        json.WriteString(TaskFields.Title, task.Title);
        json.WriteString(TaskFields.Description, task.Description);
        json.WriteString(TaskFields.Status, TaskNames.Of(task.Status));
        json.WriteString(TaskFields.Priority, TaskNames.Of(task.Priority));
        json.WriteString(TaskFields.AssigneeId, task.AssigneeId);
        json.WriteString(TaskFields.CreatorId, task.CreatorId);
        json.WriteUuid(DealId, task.DealId);
        if (task.DueAt is { } due) json.WriteTime(DueAt, due);
        else json.WriteNull(DueAt);
        json.WriteString(TaskFields.TimeZone, task.TimeZone);
        json.WriteStartArray(TaskFields.Reminders);
        foreach (var reminder in task.Reminders) Write(json, reminder);
        json.WriteEndArray();
        json.WriteTime(CreatedAt, task.CreatedAt);
        json.WriteTime(UpdatedAt, task.UpdatedAt);
        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, TaskPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var task in page.Items) Write(json, task);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TaskReminder reminder)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, reminder.Id);
        json.WriteTime(At, reminder.At);
        if (reminder.Rule.MinutesBefore is { } minutes) json.WriteNumber(TaskFields.MinutesBefore, minutes);
        if (reminder.Rule.DaysBefore is { } days) json.WriteNumber(TaskFields.DaysBefore, days);
        if (reminder.Rule.Time is { } time) json.WriteString(TaskFields.Time, time.ToString("HH:mm", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
