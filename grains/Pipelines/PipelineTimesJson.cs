using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>A pipeline's working hours, and what its stages ask for, as JSON. Where there is none, nothing is written.</summary>
internal static class PipelineTimesJson
{
    private const string TimeFormat = "HH:mm";
    private const string DateFormat = "yyyy-MM-dd";

    public static void Write(Utf8JsonWriter writer, WorkingHours hours)
    {
        writer.WriteStartObject("hours");
        writer.WriteString("timeZone", hours.TimeZone);
        writer.WriteString("opens", hours.Opens.ToString(TimeFormat, CultureInfo.InvariantCulture));
        writer.WriteString("closes", hours.Closes.ToString(TimeFormat, CultureInfo.InvariantCulture));
        writer.WriteStartArray("days");
        foreach (var day in hours.Days)
            writer.WriteStringValue(day);
        writer.WriteEndArray();
        writer.WriteStartArray("holidays");
        foreach (var holiday in hours.Holidays)
            writer.WriteStringValue(holiday.ToString(DateFormat, CultureInfo.InvariantCulture));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static WorkingHours Hours(JsonElement hours) => new(hours.Text("timeZone"), Time(hours.Text("opens")), Time(hours.Text("closes")))
    {
        Days = [.. hours.GetProperty("days").EnumerateArray().Select(static day => day.GetString()!)],
        Holidays = [.. hours.GetProperty("holidays").EnumerateArray().Select(static day => DateOnly.ParseExact(day.GetString()!, DateFormat, CultureInfo.InvariantCulture))],
    };

    public static void Write(Utf8JsonWriter writer, ImmutableArray<StageTask> tasks)
    {
        writer.WriteStartArray("tasks");
        foreach (var task in tasks)
        {
            writer.WriteStartObject();
            writer.WriteString("title", task.Title);
            writer.WriteString("description", task.Description);
            writer.WriteString("priority", task.Priority.Name());
            if (task.DueMinutes is { } minutes)
                writer.WriteNumber("dueMinutes", minutes);
            if (task.DueDays is { } days)
                writer.WriteNumber("dueDays", days);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static ImmutableArray<StageTask> Tasks(JsonElement tasks) =>
    [
        .. tasks.EnumerateArray().Select(static task => new StageTask(task.Text("title"))
        {
            Description = task.GetProperty("description").GetString(),
            Priority = TaskNames.ParsePriority(task.Text("priority")),
            DueMinutes = task.TryGetProperty("dueMinutes", out var minutes) ? minutes.GetInt32() : null,
            DueDays = task.TryGetProperty("dueDays", out var days) ? days.GetInt32() : null,
        }),
    ];

    public static void Write(Utf8JsonWriter writer, StageSla sla)
    {
        writer.WriteStartObject("sla");
        writer.WriteNumber("minutes", sla.Minutes);
        if (sla.WarnMinutes is { } minutes)
            writer.WriteNumber("warnMinutes", minutes);
        writer.WriteEndObject();
    }

    public static StageSla Sla(JsonElement sla) => new(sla.GetProperty("minutes").GetInt32())
    {
        WarnMinutes = sla.TryGetProperty("warnMinutes", out var minutes) ? minutes.GetInt32() : null,
    };

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture);
}
