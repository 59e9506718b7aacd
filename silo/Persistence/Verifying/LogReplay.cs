using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>
/// Takes the events of a share, in the order of the log, through the replays of their kinds. The database works beside the one thread that does
/// it; a second one for the reading would only take its processor.
/// </summary>
/// <param name="replays">Any number of each kind; events of no such kind are passed over.</param>
/// <param name="found">Takes a position that is missing, when all of the log is in one share.</param>
internal sealed class LogReplay(IEnumerable<IReplay> replays, Action<Difference> found)
{
    private readonly Dictionary<string, IReplay[]> _byType = replays.GroupBy(static replay => replay.AggregateType)
        .ToDictionary(static kind => kind.Key, static kind => kind.ToArray(), StringComparer.Ordinal);

    private long _position;
    private int _gaps;

    /// <returns>How many events there are.</returns>
    public async Task<long> RunAsync(NpgsqlConnection connection, Share share, CancellationToken cancellation)
    {
        // The log lies in its order, which statistics may not know yet.
        await connection.ExecuteAsync("SET LOCAL enable_sort = off", cancellation);
        var events = await TakeAllAsync(connection, share, cancellation);
        await connection.ExecuteAsync("SET LOCAL enable_sort = on", cancellation);
        return events;
    }

    private async Task<long> TakeAllAsync(NpgsqlConnection connection, Share share, CancellationToken cancellation)
    {
        await using var rows = await BinaryRows.OpenAsync(
            connection,
            "SELECT position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, data "
            + $"FROM events.log WHERE {share.Of("aggregate_id")} ORDER BY position",
            cancellation);
        var events = 0L;
        while (await rows.ReadAsync(cancellation))
        {
            var row = new LoggedRow(
                rows.ReadInt64(),
                rows.ReadGuid(),
                rows.ReadText(),
                rows.ReadGuid(),
                rows.ReadInt64(),
                rows.ReadText(),
                rows.ReadInt16(),
                rows.ReadGuid(),
                rows.ReadTime(),
                rows.ReadMemory());
            events++;
            if (share.Count == 1)
                Follow(row.Position);
            if (!_byType.TryGetValue(row.AggregateType, out var kind))
                continue;
            foreach (var replay in kind)
                replay.Take(row);
        }

        return events;
    }

    /// <summary>As <see cref="TableCheck.Positions"/>, which is for shares that each have gaps where the others are.</summary>
    private void Follow(long position)
    {
        if (position != _position + 1 && _gaps++ < TableCheck.Most)
            found(new Difference("events.log", null, null, position, $"follows position {_position}"));
        _position = position;
    }
}
