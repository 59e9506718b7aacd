using System.Text.Json;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Tasks;

/// <summary>What <c>task.requested</c> has beside the deal, as JSON.</summary>
internal static class TaskRequestJson
{
    public static void Write(Utf8JsonWriter writer, TaskRequested requested)
    {
        writer.WriteStartObject("request");
        writer.WriteString(TaskFields.Title, requested.Title);
        writer.WriteString(TaskFields.Description, requested.Description);
        writer.WriteString(TaskFields.Priority, requested.Priority.Name());
        writer.WriteString(TaskFields.AssigneeId, requested.AssigneeId);
        TaskTimes.Write(writer, TaskFields.DueAt, requested.DueAt);
        writer.WriteString(TaskFields.TimeZone, requested.TimeZone);
        writer.WriteEndObject();
    }

    public static TaskRequested Read(JsonElement request, DealContext deal) => new(
        request.Text(TaskFields.Title),
        request.GetProperty(TaskFields.Description).GetString(),
        TaskNames.ParsePriority(request.Text(TaskFields.Priority)),
        request.GetProperty(TaskFields.AssigneeId).GetGuid(),
        TaskTimes.Read(request.GetProperty(TaskFields.DueAt)),
        request.Text(TaskFields.TimeZone),
        deal);
}
