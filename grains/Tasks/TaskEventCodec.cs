using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Tasks;

/// <summary>The events of tasks as JSON.</summary>
public sealed class TaskEventCodec : IEventCodec<TaskEvent>
{
    private static readonly FrozenDictionary<Type, (string Name, short SchemaVersion)> Types = typeof(TaskEvent).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(TaskEvent)))
        .ToFrozenDictionary(static type => type, static type =>
        {
            var attribute = type.GetCustomAttribute<EventTypeAttribute>()!;
            return (attribute.Name, attribute.SchemaVersion);
        });

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(TaskEvent happened) => Types[happened.GetType()];

    /// <inheritdoc/>
    public void Write(TaskEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (happened)
        {
            case TaskCreated created:
                writer.WriteString("id", created.Id);
                writer.WriteString(TaskFields.Description, created.Description);
                if (created.RequestId is { } request)
                    writer.WriteString("requestId", request);
                break;
            case TaskUpdated updated:
                DealEventWriter.Changes(writer, updated.Changes);
                break;
            case TaskStatusChanged changed:
                writer.WriteString("from", changed.From.Name());
                writer.WriteString("to", changed.To.Name());
                break;
            case TaskAssigneeChanged given:
                writer.WriteString("from", given.From);
                writer.WriteString("to", given.To);
                break;
            case TaskReminderSet set:
                writer.WritePropertyName("reminder");
                ReminderJson.Write(writer, set.Reminder);
                break;
            case TaskReminderDropped dropped:
                writer.WriteString("reminderId", dropped.ReminderId);
                break;
            case TaskReminded reminded:
                writer.WriteString("reminderId", reminded.ReminderId);
                TaskTimes.Write(writer, "at", reminded.At);
                writer.WriteBoolean("late", reminded.IsLate);
                break;
        }

        WriteTask(writer, happened.Task);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public TaskEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        var task = ReadTask(data.GetProperty("task"));
        return (name, schemaVersion) switch
        {
            ("task.created", 1) => new TaskCreated(data.GetProperty("id").GetGuid(), data.GetProperty(TaskFields.Description).GetString(), Request(data), task),
            ("task.updated", 1) => new TaskUpdated(DealEventReader.Changes(data.GetProperty("changes")), task),
            ("task.status.changed", 1) => new TaskStatusChanged(
                TaskNames.ParseStatus(data.Text("from")), TaskNames.ParseStatus(data.Text("to")), task),
            ("task.assignee.changed", 1) => new TaskAssigneeChanged(data.GetProperty("from").GetGuid(), data.GetProperty("to").GetGuid(), task),
            ("task.reminder.set", 1) => new TaskReminderSet(ReminderJson.Read(data.GetProperty("reminder")), task),
            ("task.reminder.dropped", 1) => new TaskReminderDropped(data.GetProperty("reminderId").GetGuid(), task),
            ("task.reminder", 1) => new TaskReminded(
                data.GetProperty("reminderId").GetGuid(), data.GetProperty("at").GetDateTimeOffset(), data.GetProperty("late").GetBoolean(), task),
            _ => throw new InvalidOperationException($"No event of a task is called '{name}' with schema version {schemaVersion}."),
        };
    }

    private static void WriteTask(Utf8JsonWriter writer, TaskContext task)
    {
        writer.WriteStartObject("task");
        writer.WriteString(TaskFields.Title, task.Title);
        writer.WriteString(TaskFields.Status, task.Status.Name());
        writer.WriteString(TaskFields.Priority, task.Priority.Name());
        writer.WriteString(TaskFields.AssigneeId, task.AssigneeId);
        writer.WriteString(TaskFields.CreatorId, task.CreatorId);
        DealEventWriter.Id(writer, TaskFields.DealId, task.DealId);
        TaskTimes.Write(writer, TaskFields.DueAt, task.DueAt);
        writer.WriteString(TaskFields.TimeZone, task.TimeZone);
        writer.WriteEndObject();
    }

    private static TaskContext ReadTask(JsonElement task) => new(
        task.Text(TaskFields.Title),
        TaskNames.ParseStatus(task.Text(TaskFields.Status)),
        TaskNames.ParsePriority(task.Text(TaskFields.Priority)),
        task.GetProperty(TaskFields.AssigneeId).GetGuid(),
        task.GetProperty(TaskFields.CreatorId).GetGuid(),
        DealEventReader.Id(task.GetProperty(TaskFields.DealId)),
        TaskTimes.Read(task.GetProperty(TaskFields.DueAt)),
        task.Text(TaskFields.TimeZone));

    private static Guid? Request(JsonElement data) => data.TryGetProperty("requestId", out var id) ? id.GetGuid() : null;
}
