using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notes;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Reading;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Notes;

/// <inheritdoc cref="INoteReads"/>
public sealed class NoteReads(ReaderDatabase database) : INoteReads
{
    private const int MaxLimit = 200;

    private const string ListSql = """
        SELECT id, version, deal_id, author_id, text, created_at, updated_at
        FROM crm.deal_notes WHERE deal_id = $1 AND (created_at, id) > ($2, $3) ORDER BY created_at, id LIMIT $4
        """;

    private const string VersionsSql = """
        SELECT version, occurred_at, data ->> 'text'
        FROM events.log WHERE aggregate_id = $1 AND version > $2 ORDER BY version LIMIT $3
        """;

    private static Rejection WrongLimit => Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}.");

    /// <inheritdoc/>
    public async Task<CommandResult<NotePage>> ListAsync(Guid dealId, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        if (!PageCursor.TryRead(cursor, out var createdAt, out var id))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            ListSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, dealId);
                command.AddValue(NpgsqlDbType.TimestampTz, createdAt);
                command.AddValue(NpgsqlDbType.Uuid, id);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            static (row, cancellation) => row.AllAsync(NoteMapping.ReadView, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].CreatedAt, page[^1].Id) : null), 0, null);
    }

    /// <inheritdoc/>
    public async Task<CommandResult<NotePage>> ListVersionsAsync(NoteView note, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        var after = 0L;
        if (cursor is not null && !PageCursor.TryReadNumber(cursor, out after))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            VersionsSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, note.Id);
                command.AddValue(NpgsqlDbType.Bigint, after);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            (row, cancellation) => row.AllAsync(
                version => note with { Version = version.GetInt64(0), UpdatedAt = version.GetFieldValue<DateTimeOffset>(1), Text = version.GetString(2) }, cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].Version) : null), 0, null);
    }
}
