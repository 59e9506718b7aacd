using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Tasks;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>Writes a pipeline's working hours, and the tasks that its stages ask for.</summary>
internal static class PipelineTimesJson
{
    public static void Write(Utf8JsonWriter json, WorkingHours hours)
    {
        json.WriteStartObject(PipelineFields.Hours);
        json.WriteString(PipelineFields.TimeZone, hours.TimeZone);
        json.WriteString(PipelineFields.Opens, hours.Opens.ToString("HH:mm", CultureInfo.InvariantCulture));
        json.WriteString(PipelineFields.Closes, hours.Closes.ToString("HH:mm", CultureInfo.InvariantCulture));
        json.WriteStartArray(PipelineFields.Days);
        foreach (var day in hours.Days) json.WriteStringValue(day);
        json.WriteEndArray();
        json.WriteStartArray(PipelineFields.Holidays);
        foreach (var holiday in hours.Holidays) json.WriteStringValue(holiday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, StageSla sla)
    {
        json.WriteStartObject(PipelineFields.Sla);
        json.WriteNumber(PipelineFields.Minutes, sla.Minutes);
        if (sla.WarnMinutes is { } minutes) json.WriteNumber(PipelineFields.WarnMinutes, minutes);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, ImmutableArray<StageTask> tasks)
    {
        json.WriteStartArray(PipelineFields.Tasks);
        foreach (var task in tasks)
        {
            json.WriteStartObject();
            json.WriteString(PipelineFields.Title, task.Title);
            json.WriteString(PipelineFields.Description, task.Description);
            json.WriteString(PipelineFields.Priority, TaskNames.Of(task.Priority));
            if (task.DueMinutes is { } minutes) json.WriteNumber(PipelineFields.DueMinutes, minutes);
            if (task.DueDays is { } days) json.WriteNumber(PipelineFields.DueDays, days);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
