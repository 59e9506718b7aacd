using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Tasks;

/// <summary>Tasks in <c>tasks.tasks</c>, and their reminders in <c>tasks.reminders</c>.</summary>
public sealed class TaskMapping : IAggregateMapping<TaskState, TaskEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "task";

    /// <inheritdoc/>
    public string Table => "tasks.tasks";

    /// <inheritdoc/>
    public IEventCodec<TaskEvent> Codec { get; } = new TaskEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<TaskState>> Columns { get; } =
    [
        new Column<TaskState, string>("title", "text", NpgsqlDbType.Text, static s => s.View.Title),
        new Column<TaskState, string?>("description", "text", NpgsqlDbType.Text, static s => s.View.Description),
        new Column<TaskState, string>("status", "text", NpgsqlDbType.Text, static s => s.View.Status.Name()),
        new Column<TaskState, string>("priority", "text", NpgsqlDbType.Text, static s => s.View.Priority.Name()),
        new Column<TaskState, Guid>("assignee_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.AssigneeId),
        new Column<TaskState, Guid>("creator_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.CreatorId),
        new Column<TaskState, Guid?>("deal_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.DealId),
        new Column<TaskState, DateTimeOffset?>("due_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.DueAt),
        new Column<TaskState, string>("time_zone", "text", NpgsqlDbType.Text, static s => s.View.TimeZone),
        new Column<TaskState, string>("reminders", "text", NpgsqlDbType.Text, static s => ReminderJson.Of(s.View.Reminders)),
        new Column<TaskState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
        new Column<TaskState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.UpdatedAt),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<ChildTable<TaskEvent>> Children { get; } =
    [
        new("tasks.reminders", "task_id", static happened => happened is TaskReminderSet,
        [
            new Column<Recorded<TaskEvent>, Guid>("id", "uuid", NpgsqlDbType.Uuid, static e => Reminder(e).Id),
            new Column<Recorded<TaskEvent>, DateTimeOffset>("due_at", "timestamptz", NpgsqlDbType.TimestampTz, static e => Reminder(e).At),
        ]),
    ];

    /// <inheritdoc/>
    public Guid? AboutOf(TaskEvent happened) => happened.Task.DealId;

    /// <inheritdoc/>
    public long VersionOf(TaskState state) => state.Version;

    /// <inheritdoc/>
    public TaskState Read(NpgsqlDataReader row) => new(ReadView(row));

    /// <summary>A task from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">Where the <c>id</c> is.</param>
    internal static TaskView ReadView(NpgsqlDataReader row, int first = 0) => new()
    {
        Id = row.GetGuid(first),
        Version = row.GetInt64(first + 1),
        Title = row.GetString(first + 2),
        Description = row.IsDBNull(first + 3) ? null : row.GetString(first + 3),
        Status = TaskNames.ParseStatus(row.GetString(first + 4)),
        Priority = TaskNames.ParsePriority(row.GetString(first + 5)),
        AssigneeId = row.GetGuid(first + 6),
        CreatorId = row.GetGuid(first + 7),
        DealId = row.IsDBNull(first + 8) ? null : row.GetGuid(first + 8),
        DueAt = row.IsDBNull(first + 9) ? null : row.GetFieldValue<DateTimeOffset>(first + 9),
        TimeZone = row.GetString(first + 10),
        Reminders = ReminderJson.Read(row.GetString(first + 11)),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(first + 12),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(first + 13),
    };

    private static TaskReminder Reminder(Recorded<TaskEvent> recorded) => ((TaskReminderSet)recorded.Data).Reminder;
}
