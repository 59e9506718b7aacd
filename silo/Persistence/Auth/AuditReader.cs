using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Auth;

/// <summary>Security events from <c>auth.audit</c>, which only the reader login may read.</summary>
public sealed class AuditReader(ReaderDatabase database) : IAuditReader
{
    private const int MaxLimit = 200;

    private const string Sql = """
        SELECT id, at, action, outcome, actor_id, user_id, email, address, user_agent, detail, traceparent
        FROM auth.audit WHERE id < $1 ORDER BY id DESC LIMIT $2
        """;

    private const string OfUserSql = """
        SELECT id, at, action, outcome, actor_id, user_id, email, address, user_agent, detail, traceparent
        FROM auth.audit WHERE id < $1 AND user_id = $3 ORDER BY id DESC LIMIT $2
        """;

    /// <inheritdoc/>
    public async Task<CommandResult<AuditPage>> ListAsync(Guid? userId, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}."));
        if (!PageCursor.TryReadNumber(cursor, out var before))
            return new(null, 0, PageCursor.Wrong);
        ImmutableArray<AuditEntry> found = await database.ReadAsync(
            userId is null ? Sql : OfUserSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.Bigint, before);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
                if (userId is { } user)
                    command.AddValue(NpgsqlDbType.Uuid, user);
            },
            static (row, cancellation) => row.AllAsync(Read, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].Id) : null), 0, null);
    }

    private static AuditEntry Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetInt64(0),
        At = row.GetFieldValue<DateTimeOffset>(1),
        Action = row.GetString(2),
        Outcome = row.GetString(3),
        ActorId = row.IsDBNull(4) ? null : row.GetGuid(4),
        UserId = row.IsDBNull(5) ? null : row.GetGuid(5),
        Email = TextOrNull(row, 6),
        Origin = new Origin(TextOrNull(row, 7), TextOrNull(row, 8)),
        Detail = TextOrNull(row, 9),
        TraceParent = TextOrNull(row, 10),
    };

    private static string? TextOrNull(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
