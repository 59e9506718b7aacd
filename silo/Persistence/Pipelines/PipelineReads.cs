using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.Persistence.Reading;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Pipelines;

/// <inheritdoc cref="IPipelineReads"/>
public sealed class PipelineReads(ReaderDatabase database) : IPipelineReads
{
    private const int MaxLimit = 200;

    /// <summary>A page ends with the entry that reaches this, whatever the limit.</summary>
    private const int PageBytes = 4 << 20;

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
            (row, cancellation) => PageAsync(row, PipelineMapping.ReadView, static r => r.GetString(2).Length, cursor is null ? limit - 1 : limit, cancellation));
        var page = cursor is null ? others.Page.Insert(0, first) : others.Page;
        if (!others.HasMore)
            return new(new(page, null), 0, null);
        var last = page[^1];
        return new(new(page, last.Id == first.Id ? PageCursor.Of(DateTimeOffset.UnixEpoch, Guid.Empty) : PageCursor.Of(last.CreatedAt!.Value, last.Id)), 0, null);
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
            (row, cancellation) => PageAsync(row, static logged => FeedRow.Read(logged, 0), static r => r.GetFieldValue<byte[]>(9).Length, limit, cancellation));
        return new(new(found.Page, found.HasMore ? PageCursor.Of(found.Page[^1].Sequence) : null), 0, null);
    }

    private static async Task<(ImmutableArray<T> Page, bool HasMore)> PageAsync<T>(
        NpgsqlDataReader row, Func<NpgsqlDataReader, T> read, Func<NpgsqlDataReader, int> bytesOf, int limit, CancellationToken cancellation)
    {
        var page = ImmutableArray.CreateBuilder<T>();
        for (var bytes = 0; await row.ReadAsync(cancellation); bytes += bytesOf(row))
        {
            if (page.Count == limit || bytes >= PageBytes)
                return (page.DrainToImmutable(), true);
            page.Add(read(row));
        }

        return (page.DrainToImmutable(), false);
    }
}
