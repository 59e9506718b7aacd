using System.Buffers.Binary;
using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.Feed;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// A page of one deal's events, by version. One statement, so that position, deal and events are of one snapshot. Under the database's
/// policies: a deal that the caller does not see is one that does not exist, and none of its events is read.
/// </summary>
internal sealed class DealHistoryQuery(DealQueryDatabase database, CursorKey cursorKey)
{
    private const string Sql = $"""
        SELECT f.position, d.id IS NOT NULL, {FeedRow.Columns}
        FROM events.feed f
        LEFT JOIN crm.deals d ON d.id = $1
        LEFT JOIN LATERAL (
            SELECT * FROM events.log e WHERE e.aggregate_id = d.id AND e.version > $2 ORDER BY e.version LIMIT $3) l ON true
        WHERE f.singleton
        """;

    private const int EventOrdinal = 2;

    /// <summary>A page ends with the event that reaches this, whatever the limit.</summary>
    private const int PageBytes = 4 << 20;

    public async Task<CommandResult<HistoryPage>> ReadAsync(GetDealHistory query, CancellationToken cancellation)
    {
        var key = await cursorKey.GetAsync(cancellation);
        var after = 0L;
        if (query.Cursor is { } cursor)
        {
            if (!Cursor.TryRead(cursor, Context(query), key, out var payload))
                return new(null, 0, DealListChecks.WrongCursor);
            after = BinaryPrimitives.ReadInt64LittleEndian(payload);
        }

        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands = { new(DealSnapshot.Begin), DealSight.Of(query.Caller).Begin(), Page(query, after), new("COMMIT") },
        };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        await row.NextResultAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            throw new InvalidOperationException("events.feed has no row: the database is not migrated.");
        var position = row.GetInt64(0);
        if (!row.GetBoolean(1))
            return new(null, position, Rejections.NotFound);

        var events = ImmutableArray.CreateBuilder<FeedEvent>();
        var (bytes, hasMore) = (0L, false);
        if (!row.IsDBNull(EventOrdinal))
        {
            do
            {
                hasMore = events.Count == query.Limit || bytes >= PageBytes;
                if (hasMore)
                    break;
                events.Add(FeedRow.Read(row, EventOrdinal));
                bytes += events[^1].Data.Length;
            }
            while (await row.ReadAsync(cancellation));
        }

        string? next = null;
        if (hasMore)
        {
            var payload = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(payload, events[^1].Sequence);
            next = Cursor.Write(payload, Context(query), key);
        }

        return new(new(events.ToImmutable(), next), position, null);
    }

    private static NpgsqlBatchCommand Page(GetDealHistory query, long after) => new(Sql)
    {
        Parameters =
        {
            new NpgsqlParameter<Guid> { TypedValue = query.DealId },
            new NpgsqlParameter<long> { TypedValue = after },
            new NpgsqlParameter<int> { TypedValue = query.Limit + 1 },
        },
    };

    private static byte[] Context(GetDealHistory query) =>
        [.. "history"u8, .. query.Caller.UserId.ToByteArray(), .. query.DealId.ToByteArray()];
}
