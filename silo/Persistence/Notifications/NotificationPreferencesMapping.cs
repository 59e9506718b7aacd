using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Notifications;

/// <summary>Preferences in <c>notify.preferences</c>.</summary>
public sealed class NotificationPreferencesMapping : IAggregateMapping<NotificationPreferencesState, NotificationPreferencesEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "notification_preference";

    /// <inheritdoc/>
    public string Table => "notify.preferences";

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<NotificationPreferencesEvent> Codec { get; } = new NotificationPreferencesEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<NotificationPreferencesState>> Columns { get; } =
    [
        new Column<NotificationPreferencesState, Guid>("user_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.UserId),
        new Column<NotificationPreferencesState, string>("preferences", "text", NpgsqlDbType.Text, static s => NotificationJson.Of(s.View.Preferences)),
        new Column<NotificationPreferencesState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.UpdatedAt),
    ];

    /// <inheritdoc/>
    public long VersionOf(NotificationPreferencesState state) => state.Version;

    /// <inheritdoc/>
    public NotificationPreferencesState Read(NpgsqlDataReader row) =>
        new(new(row.GetGuid(2), row.GetInt64(1), NotificationJson.ToPreferences(row.GetString(3))), row.GetFieldValue<DateTimeOffset>(4));
}
