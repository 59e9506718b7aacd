using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.Persistence.Relay;

/// <summary>
/// The row <c>events.relay_cursor</c>. It moves in the leader's own session and only from where the leader believes it to be, so a leader
/// that was replaced without noticing moves nothing.
/// </summary>
public sealed partial class RelayCursor(RelayMetrics metrics, ILogger<RelayCursor> log)
{
    private const string ReadSql = """
        SELECT c.epoch, c.position, f.epoch, f.position FROM events.relay_cursor c, events.feed f WHERE c.singleton AND f.singleton
        """;

    private const string MoveSql = """
        UPDATE events.relay_cursor SET epoch = $1, position = $2 WHERE singleton AND epoch = $3 AND position = $4
        """;

    /// <summary>
    /// Where to go on. When the log has another epoch, or ends before the cursor, it was restored or failed over. The cursor was then
    /// restored with it, to a moment at which everything up to it was published: going on from it, or from the log's end when that is
    /// nearer, loses nothing.
    /// </summary>
    /// <exception cref="LeadershipLostException">This silo does not lead any more.</exception>
    public async Task<RelayPlace> ResumeAsync(RelayLease lease)
    {
        var (place, head) = await lease.RunAsync(ReadAsync);
        if (string.Equals(place.Epoch, head.Epoch, StringComparison.Ordinal) && place.Position <= head.Position)
            return Reached(place);
        var start = head with { Position = Math.Min(place.Position, head.Position) };
        LogOtherLog(place.Epoch, place.Position, head.Epoch, head.Position, start.Position);
        await MoveAsync(lease, place, start);
        return Reached(start);
    }

    /// <summary>Moves forward, after what lies between is published.</summary>
    /// <exception cref="LeadershipLostException">This silo does not lead any more, or the row was changed by another hand.</exception>
    public async Task<RelayPlace> AdvanceAsync(RelayLease lease, RelayPlace place, long position)
    {
        var next = place with { Position = position };
        await MoveAsync(lease, place, next);
        return Reached(next);
    }

    private RelayPlace Reached(RelayPlace place)
    {
        metrics.At(place.Position);
        return place;
    }

    private static async Task MoveAsync(RelayLease lease, RelayPlace from, RelayPlace to)
    {
        var moved = await lease.RunAsync((session, cancellation) => UpdateAsync(session, from, to, cancellation));
        if (moved != 1)
            throw new LeadershipLostException($"events.relay_cursor is not at {from.Epoch}-{from.Position}: somebody else moved it");
    }

    private static async Task<int> UpdateAsync(NpgsqlConnection session, RelayPlace from, RelayPlace to, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(MoveSql, session)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = to.Epoch },
                new NpgsqlParameter<long> { TypedValue = to.Position },
                new NpgsqlParameter<string> { TypedValue = from.Epoch },
                new NpgsqlParameter<long> { TypedValue = from.Position },
            },
        };
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<(RelayPlace Place, RelayPlace Head)> ReadAsync(NpgsqlConnection session, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(ReadSql, session);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            throw new InvalidOperationException("events.relay_cursor has no row: the database is not migrated.");
        return (new(row.GetString(0), row.GetInt64(1)), new(row.GetString(2), row.GetInt64(3)));
    }

    [LoggerMessage(3311, LogLevel.Warning,
        "The relay's cursor {OldEpoch}-{OldPosition} is not of the log, which ends at {NewEpoch}-{NewPosition}; it goes on after {Start}")]
    private partial void LogOtherLog(string oldEpoch, long oldPosition, string newEpoch, long newPosition, long start);
}
