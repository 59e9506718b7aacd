using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.Persistence.Reading;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Pipelines;

/// <inheritdoc cref="IPipelineReads"/>
public sealed class PipelineReads(ReaderDatabase database) : IPipelineReads
{
    private const int MaxLimit = 200;

    private const string ListSql = """
        SELECT id, version, definition, created_at, updated_at
        FROM crm.pipelines WHERE (created_at, id) > ($1, $2) AND id <> $3 ORDER BY created_at, id LIMIT $4
        """;

    private const string HistorySql = $"""
        SELECT {FeedRow.Columns} FROM events.log l WHERE l.aggregate_id = $1 AND l.version > $2 ORDER BY l.version LIMIT $3
        """;

    private static Rejection WrongLimit => Rejections.Invalid("#/limit", $"Must be from 1 to {MaxLimit}.");

    /// <inheritdoc/>
    public async Task<CommandResult<PipelinePage>> ListAsync(PipelineView first, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        if (!PageCursor.TryRead(cursor, out var createdAt, out var id))
            return new(null, 0, PageCursor.Wrong);
        var others = await database.ReadAsync(
            ListSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.TimestampTz, createdAt);
                command.AddValue(NpgsqlDbType.Uuid, id);
                command.AddValue(NpgsqlDbType.Uuid, first.Id);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            static (row, cancellation) => row.AllAsync(PipelineMapping.ReadView, cancellation));
        var found = cursor is null ? others.Insert(0, first) : others;
        if (found.Length <= limit)
            return new(new(found, null), 0, null);
        var last = found[limit - 1];
        var next = last.Id == first.Id ? PageCursor.Of(DateTimeOffset.UnixEpoch, Guid.Empty) : PageCursor.Of(last.CreatedAt!.Value, last.Id);
        return new(new(found[..limit], next), 0, null);
    }

    /// <inheritdoc/>
    public async Task<CommandResult<HistoryPage>> HistoryAsync(Guid pipelineId, int limit, string? cursor)
    {
        if (limit is < 1 or > MaxLimit)
            return new(null, 0, WrongLimit);
        var after = 0L;
        if (cursor is not null && !PageCursor.TryReadNumber(cursor, out after))
            return new(null, 0, PageCursor.Wrong);
        var found = await database.ReadAsync(
            HistorySql,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, pipelineId);
                command.AddValue(NpgsqlDbType.Bigint, after);
                command.AddValue(NpgsqlDbType.Integer, limit + 1);
            },
            static (row, cancellation) => row.AllAsync(static logged => FeedRow.Read(logged, 0), cancellation));
        var page = found.Length > limit ? found[..limit] : found;
        return new(new(page, found.Length > limit ? PageCursor.Of(page[^1].Sequence) : null), 0, null);
    }
}
