using Crm.Actors.Contracts.Deals;
using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// One read-only transaction over which a list is answered: all its statements see the same commit, and no deal that the caller does not
/// see, but for those that only say which places to look at. Role and settings are the transaction's; nothing is left on the connection.
/// </summary>
internal sealed class DealSnapshot(NpgsqlConnection connection, DealSight sight, CancellationToken cancellation)
{
    internal const string Begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
    private const string Position = "SELECT position FROM crm.deal_list_position WHERE singleton";

    // As DealMapping.ReadView takes them.
    private const string Deals = """
        SELECT id, version, title, client, amount, currency, pipeline_id, stage, owner_id, team_id, status, lost_reason, archived,
               expected_close_date, tags, custom_fields, NULL, created_at, updated_at,
               shared_with
        FROM crm.deals WHERE id = ANY($1)
        """;

    /// <summary>The position up to which the snapshot has all events, and the groups that exist, of those asked for.</summary>
    public async Task<(long Position, List<DealGroup> Groups)> BeginAsync(DealListRequest request)
    {
        await using var batch = Beginning(DealGroupsSql.Of(request));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var position = await PositionAsync(row);
        return (position, await GroupsAsync(row));
    }

    /// <summary>The position up to which the snapshot has all events, and a count by a statement that says itself what the caller sees.</summary>
    public async Task<(long Position, long Count)> BeginAsync(NpgsqlBatchCommand count)
    {
        await using var batch = Beginning(DealSight.Widen(), count, DealSight.Narrow());
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var position = await PositionAsync(row);
        await row.ReadAsync(cancellation);
        return (position, row.GetInt64(0));
    }

    /// <summary>The groups that exist, of those asked for, whether the caller sees deals of them or not.</summary>
    public async Task<List<DealGroup>> GroupsAsync(DealListRequest request)
    {
        await using var batch = Widened(DealGroupsSql.Of(request));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        return await GroupsAsync(row);
    }

    public async Task<List<DealPlace>> PlacesAsync(NpgsqlBatchCommand command, DealListPart part)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var places = new List<DealPlace>();
        while (await row.ReadAsync(cancellation))
            places.Add(Place(row, 0, part));
        return places;
    }

    /// <summary>Places that a statement finds which says itself what the caller sees.</summary>
    public async Task<List<(DealPlace Place, bool Matches, bool AtBudget)>> WalkAsync(NpgsqlBatchCommand command, DealListPart part)
    {
        await using var batch = Widened(command);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var flags = part.Sort.Length + 1;
        var places = new List<(DealPlace, bool, bool)>();
        while (await row.ReadAsync(cancellation))
            places.Add((Place(row, 0, part), row.GetBoolean(flags), row.GetBoolean(flags + 1)));
        return places;
    }

    /// <summary>
    /// As <see cref="WalkAsync"/>, by bitmaps alone: a word index can be read in no other way, and no other index then tempts the planner.
    /// </summary>
    public async Task<List<DealPlace>> BitmapPlacesAsync(NpgsqlBatchCommand command, DealListPart part)
    {
        await using var batch = Widened(
            new("SET LOCAL enable_bitmapscan = on"), new("SET LOCAL enable_indexscan = off"), new("SET LOCAL enable_indexonlyscan = off"),
            command,
            new("SET LOCAL enable_bitmapscan = off"), new("SET LOCAL enable_indexscan = on"), new("SET LOCAL enable_indexonlyscan = on"));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var places = new List<DealPlace>();
        while (await row.ReadAsync(cancellation))
            places.Add(Place(row, 0, part));
        return places;
    }

    public async Task<long> CountAsync(NpgsqlBatchCommand command)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command } };
        return (long)(await batch.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The deals of the places, in their order. They may be newer than the list; those that it would no longer show, or no longer to this caller, are left out.</summary>
    public async Task<DealView[]> DealsAsync(IReadOnlyList<DealPlace> places, DealListRequest request)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Rows(places), new("COMMIT") } };
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var byId = new Dictionary<Guid, DealView>(places.Count);
        while (await row.ReadAsync(cancellation))
        {
            var deal = DealMapping.ReadView(row);
            byId.Add(deal.Id, deal);
        }

        return [.. places.Select(p => byId.GetValueOrDefault(p.Id)).OfType<DealView>().Where(request.Shows)];
    }

    private NpgsqlBatch Beginning(params ReadOnlySpan<NpgsqlBatchCommand> commands) => BatchOf([new(Begin), sight.Begin(), new(Position), .. commands]);

    private NpgsqlBatch Widened(params ReadOnlySpan<NpgsqlBatchCommand> commands) =>
        BatchOf(sight.SeesAll ? commands : [DealSight.Widen(), .. commands, DealSight.Narrow()]);

    private NpgsqlBatch BatchOf(params ReadOnlySpan<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch(connection);
        foreach (var command in commands)
            batch.BatchCommands.Add(command);
        return batch;
    }

    private async Task<long> PositionAsync(NpgsqlDataReader row)
    {
        await row.NextResultAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
            throw new InvalidOperationException("crm.deal_list_position has no row: the database is not migrated.");
        var position = row.GetInt64(0);
        await row.NextResultAsync(cancellation);
        return position;
    }

    private async Task<List<DealGroup>> GroupsAsync(NpgsqlDataReader row)
    {
        var groups = new List<DealGroup>();
        while (await row.ReadAsync(cancellation))
            groups.Add(new(row.GetString(0), row.GetString(1), row.GetBoolean(2)));
        return groups;
    }

    private static NpgsqlBatchCommand Rows(IReadOnlyList<DealPlace> places) =>
        new(Deals) { Parameters = { new NpgsqlParameter { Value = places.Select(p => p.Id).ToArray() } } };

    private static DealPlace Place(NpgsqlDataReader row, int first, DealListPart part)
    {
        var keys = new object?[part.Sort.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            var ordinal = first + 1 + i;
            keys[i] = row.IsDBNull(ordinal) ? null : DealSql.KeyOf(part.Sort[i].Field, row, ordinal);
        }

        return new(keys, row.GetGuid(first));
    }
}
