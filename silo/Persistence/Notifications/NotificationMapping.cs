using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Notifications;

/// <summary>Notifications in <c>notify.notifications</c>.</summary>
public sealed class NotificationMapping : IAggregateMapping<NotificationState, NotificationEvent>
{
    /// <summary>The columns that <see cref="ReadState"/> takes, in its order, of the alias <c>n</c>.</summary>
    internal const string Selected =
        "n.id, n.version, n.user_id, n.type, n.event_id, n.position, n.actor_id, n.deal_id, n.task_id, n.title, n.details, n.channels, n.in_app, n.created_at, n.read_at, n.pending, n.due_at";

    /// <inheritdoc/>
    public string AggregateType => "notification";

    /// <inheritdoc/>
    public string Table => "notify.notifications";

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<NotificationEvent> Codec { get; } = new NotificationEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<NotificationState>> Columns { get; } =
    [
        new Column<NotificationState, Guid>("user_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.UserId),
        new Column<NotificationState, string>("type", "text", NpgsqlDbType.Text, static s => s.View.Content.Type),
        new Column<NotificationState, Guid>("event_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.Content.EventId),
        new Column<NotificationState, long>("position", "bigint", NpgsqlDbType.Bigint, static s => s.View.Content.EventPosition),
        new Column<NotificationState, Guid>("actor_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.Content.ActorId),
        new Column<NotificationState, Guid?>("deal_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.Content.DealId),
        new Column<NotificationState, Guid?>("task_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.Content.TaskId),
        new Column<NotificationState, string>("title", "text", NpgsqlDbType.Text, static s => s.View.Content.Title),
        new Column<NotificationState, string>("details", "text", NpgsqlDbType.Text, static s => NotificationJson.Of(s.View.Content.Details)),
        new Column<NotificationState, string>("channels", "text", NpgsqlDbType.Text, static s => string.Join(',', s.View.Channels)),
        new Column<NotificationState, bool>("in_app", "boolean", NpgsqlDbType.Boolean, static s => s.View.IsInApp),
        new Column<NotificationState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
        new Column<NotificationState, DateTimeOffset?>("read_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.ReadAt),
        new Column<NotificationState, string>("pending", "text", NpgsqlDbType.Text, static s => NotificationJson.Of(s.Pending)),
        new Column<NotificationState, DateTimeOffset?>("due_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.DueAt),
    ];

    /// <inheritdoc/>
    public long VersionOf(NotificationState state) => state.Version;

    /// <inheritdoc/>
    public NotificationState Read(NpgsqlDataReader row) => ReadState(row, 0);

    /// <summary>A notification from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">The ordinal of <c>id</c>.</param>
    internal static NotificationState ReadState(NpgsqlDataReader row, int first) => new(
        new NotificationView
        {
            Id = row.GetGuid(first),
            Version = row.GetInt64(first + 1),
            UserId = row.GetGuid(first + 2),
            Content = new NotificationContent
            {
                Type = row.GetString(first + 3),
                EventId = row.GetGuid(first + 4),
                EventPosition = row.GetInt64(first + 5),
                ActorId = row.GetGuid(first + 6),
                DealId = row.IsDBNull(first + 7) ? null : row.GetGuid(first + 7),
                TaskId = row.IsDBNull(first + 8) ? null : row.GetGuid(first + 8),
                Title = row.GetString(first + 9),
                Details = NotificationJson.ToDetails(row.GetString(first + 10)),
            },
            Channels = [.. row.GetString(first + 11).Split(',')],
            CreatedAt = row.GetFieldValue<DateTimeOffset>(first + 13),
            ReadAt = row.IsDBNull(first + 14) ? null : row.GetFieldValue<DateTimeOffset>(first + 14),
        },
        NotificationJson.ToPending(row.GetString(first + 15)));
}
