using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Notifications;

/// <inheritdoc cref="INotificationReads"/>
public sealed class NotificationReads(ReaderDatabase database) : INotificationReads
{
    private const int MaxLimit = 200;

    /// <summary>One statement, so the page, the count and the place in the feed are of one snapshot.</summary>
    private const string ListSql = $"""
        SELECT f.position, (SELECT count(*) FROM notify.notifications u WHERE u.user_id = $1 AND u.in_app AND u.read_at IS NULL), {NotificationMapping.Selected}
        FROM events.feed f
        LEFT JOIN LATERAL (
            SELECT * FROM notify.notifications l
            WHERE l.user_id = $1 AND l.in_app AND l.position < $2 AND (l.read_at IS NULL OR NOT $3)
            ORDER BY l.position DESC LIMIT $4) n ON true
        WHERE f.singleton ORDER BY n.position DESC
        """;

    private const string UnreadSql = """
        SELECT id, position FROM notify.notifications
        WHERE user_id = $1 AND in_app AND read_at IS NULL AND position < $2 ORDER BY position DESC LIMIT $3
        """;

    private const string RecipientsSql = """
        SELECT u.id, u.roles, u.teams, EXISTS (SELECT FROM auth.telegram_links l WHERE l.user_id = u.id)
        FROM auth.users u
        WHERE u.id IN (SELECT unnest($1::uuid[]) UNION SELECT m.user_id FROM auth.team_members m WHERE m.team_id = ANY($1)) AND NOT u.disabled
        """;

    /// <inheritdoc/>
    public async Task<CommandResult<NotificationPage>> ListAsync(ListNotifications query)
    {
        var limit = query.Limit;
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}."));
        if (!PageCursor.TryReadNumber(query.Cursor, out var before))
            return new(null, 0, PageCursor.Wrong);
        var (position, unread, found) = await database.ReadAsync(
            ListSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, query.Caller.UserId);
                command.AddValue(NpgsqlDbType.Bigint, before);
                command.AddValue(NpgsqlDbType.Boolean, query.OnlyUnread);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            ReadListAsync);
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].Content.EventPosition) : null, unread), position, null);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<(Guid Id, long Position)>> UnreadAsync(Guid userId, long before, int max) => database.ReadAsync(
        UnreadSql,
        command =>
        {
            command.AddValue(NpgsqlDbType.Uuid, userId);
            command.AddValue(NpgsqlDbType.Bigint, before);
            command.AddValue(NpgsqlDbType.Integer, max);
        },
        static (row, cancellation) => row.AllAsync(static one => (one.GetGuid(0), one.GetInt64(1)), cancellation));

    /// <inheritdoc/>
    public Task<ImmutableArray<Recipient>> RecipientsAsync(IReadOnlyCollection<Guid> ids) => database.ReadAsync(
        RecipientsSql,
        command => command.AddArray(NpgsqlDbType.Uuid, ids.ToList()),
        static (row, cancellation) => row.AllAsync(ReadRecipient, cancellation));

    /// <summary>There is one row at least, without a notification where there is none.</summary>
    private static async Task<(long Position, long Unread, ImmutableArray<NotificationView> Found)> ReadListAsync(NpgsqlDataReader row, CancellationToken cancellation)
    {
        var (position, unread) = (0L, 0L);
        var found = ImmutableArray.CreateBuilder<NotificationView>();
        while (await row.ReadAsync(cancellation))
        {
            (position, unread) = (row.GetInt64(0), row.GetInt64(1));
            if (!row.IsDBNull(2))
                found.Add(NotificationMapping.ReadState(row, 2).View);
        }

        return (position, unread, found.DrainToImmutable());
    }

    private static Recipient ReadRecipient(NpgsqlDataReader row) =>
        new(row.GetGuid(0), [.. row.GetFieldValue<string[]>(1)], [.. row.GetFieldValue<Guid[]>(2)], row.GetBoolean(3));
}
