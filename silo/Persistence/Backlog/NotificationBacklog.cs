using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Backlog;

/// <summary>Notifications that wait, not counting those that wait for the end of somebody's quiet hours, nor more than 100,000 of each kind.</summary>
public sealed class NotificationBacklog(ReaderDatabase database, TimeProvider clock) : IBacklogSource
{
    private const string Sql = """
        SELECT (SELECT count(*) FROM (SELECT FROM notify.sources LIMIT 100000) s)
             + (SELECT count(*) FROM (SELECT FROM notify.notifications WHERE due_at <= $1 LIMIT 100000) n)
        """;

    /// <inheritdoc/>
    public async Task ReadAsync(BacklogReading reading, CancellationToken cancellation) => reading.Notifications = await database.ReadAsync(
        Sql,
        command => command.AddValue(NpgsqlDbType.TimestampTz, clock.GetUtcNow()),
        static async (row, token) => await row.ReadAsync(token) ? row.GetInt64(0) : 0);
}
