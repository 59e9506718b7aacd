using System.Collections.Immutable;
using System.Net.Sockets;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Notifications;

/// <inheritdoc cref="INotificationQueue"/>
public sealed class NotificationQueue(ReaderDatabase reader, ConsumerDatabase writer, TimeProvider clock) : INotificationQueue
{
    private const string HasWorkSql = """
        SELECT EXISTS (SELECT FROM notify.sources) OR EXISTS (SELECT FROM notify.notifications WHERE due_at <= $1)
        """;

    private const string SourcesSql = "SELECT body FROM notify.sources WHERE position > $1 ORDER BY position LIMIT $2";

    private const string RemoveSql = "DELETE FROM notify.sources WHERE position = ANY($1)";

    private const string DueSql = $"""
        SELECT {NotificationMapping.Selected} FROM notify.notifications n
        WHERE n.due_at <= $1 AND n.user_id <> ALL ($2) ORDER BY n.due_at, n.position, n.id LIMIT $3
        """;

    /// <summary>Below that of the gateway, which hears then that it is the database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <inheritdoc/>
    public Task<bool> HasWorkAsync(DateTimeOffset now) => reader.ReadAsync(
        HasWorkSql,
        command => command.AddValue(NpgsqlDbType.TimestampTz, now.ToUniversalTime()),
        static async (row, cancellation) => await row.ReadAsync(cancellation) && row.GetBoolean(0));

    /// <inheritdoc/>
    public Task<ImmutableArray<NotificationSource>> SourcesAsync(long after, int max) => reader.ReadAsync(
        SourcesSql,
        command =>
        {
            command.AddValue(NpgsqlDbType.Bigint, after);
            command.AddValue(NpgsqlDbType.Integer, max);
        },
        static (row, cancellation) => row.AllAsync(static source => NotificationJson.ToSource(source.GetString(0)), cancellation));

    /// <inheritdoc/>
    public async Task RemoveAsync(IReadOnlyCollection<long> positions)
    {
        using var deadline = new CancellationTokenSource(Patience, clock);
        try
        {
            await using var command = writer.Source.CreateCommand(RemoveSql);
            command.AddArray(NpgsqlDbType.Bigint, positions.ToList());
            await command.ExecuteNonQueryAsync(deadline.Token);
        }
        catch (Exception error) when (error is NpgsqlException or OperationCanceledException or TimeoutException or IOException or SocketException)
        {
            throw new StoreUnavailableException("The database does not answer.", error);
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<NotificationState>> DueAsync(DateTimeOffset now, IReadOnlyCollection<Guid> except, int max) => reader.ReadAsync(
        DueSql,
        command =>
        {
            command.AddValue(NpgsqlDbType.TimestampTz, now.ToUniversalTime());
            command.AddArray(NpgsqlDbType.Uuid, except.ToList());
            command.AddValue(NpgsqlDbType.Integer, max);
        },
        static (row, cancellation) => row.AllAsync(static notification => NotificationMapping.ReadState(notification, 0), cancellation));
}
