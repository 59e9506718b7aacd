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
    private const int SinceOrdinal = 1;
    private const int UntilOrdinal = 2;
    private const int KeyOrdinal = 3;

    /// <summary>The deals with some ids, as <see cref="DealMapping.ReadView"/> takes them.</summary>
    internal const string Deals = """
        SELECT id, version, title, client, amount, currency, pipeline_id, stage, owner_id, team_id, status, lost_reason, archived,
               expected_close_date, tags, custom_fields, NULL, created_at, updated_at,
               shared_with
        FROM crm.deals WHERE id = ANY($1)
        """;

    private const string Versions = "SELECT position, version FROM events.log WHERE position = ANY($1)";
    private const string Head = "SELECT position FROM events.feed WHERE singleton";

    /// <summary>The position up to which the snapshot has all events, and the groups that exist, of those asked for; null when there are too many.</summary>
    public async Task<(long Position, List<DealGroup>? Groups)> BeginAsync(DealListRequest request, int mostGroups)
    {
        await using var batch = Beginning(DealGroupsSql.Of(request, mostGroups));
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

    /// <summary>The groups that exist, of those asked for, whether the caller sees deals of them or not; null when there are too many.</summary>
    public async Task<List<DealGroup>?> GroupsAsync(DealListRequest request, int most)
    {
        await using var batch = Widened(DealGroupsSql.Of(request, most));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        return await GroupsAsync(row);
    }

    public async Task<List<DealPlace>> PlacesAsync(NpgsqlBatchCommand command, DealListPart part)
    {
        await using var batch = BatchOf(command);
        return await PlacesAsync(batch, part);
    }

    /// <summary>The same by a statement that says itself what the caller sees.</summary>
    public async Task<List<DealPlace>> AllPlacesAsync(NpgsqlBatchCommand command, DealListPart part)
    {
        await using var batch = Widened(command);
        return await PlacesAsync(batch, part);
    }

    /// <summary>Places that a statement finds which says itself what the caller sees.</summary>
    public async Task<List<(DealPlace Place, bool Matches, bool AtBudget)>> WalkAsync(NpgsqlBatchCommand command, DealListPart part)
    {
        await using var batch = Widened(command);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var flags = KeyOrdinal + part.Sort.Length;
        var places = new List<(DealPlace, bool, bool)>();
        while (await row.ReadAsync(cancellation))
            places.Add((Place(row, part), row.GetBoolean(flags), row.GetBoolean(flags + 1)));
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
        return await PlacesAsync(batch, part);
    }

    public async Task<long> CountAsync(NpgsqlBatchCommand command)
    {
        await using var batch = BatchOf(command);
        return (long)(await batch.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>A count of all deals, whether the caller sees them or not: it decides by which way to look for those that are seen.</summary>
    public async Task<long> CountAllAsync(NpgsqlBatchCommand command)
    {
        await using var batch = Widened(command);
        return (long)(await batch.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>A value of the part's leading key and the number of its entries; null when there is none.</summary>
    public async Task<(object Value, long Entries)?> NextValueAsync(NpgsqlBatchCommand command, DealListPart part)
    {
        await using var batch = Widened(command);
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? (DealSql.KeyOf(part.First, row, 0)!, row.GetInt64(1)) : null;
    }

    /// <summary>The deals of the places, in their order. They may be newer than the list; those that it would no longer show, or no longer to this caller, are left out.</summary>
    public async Task<DealView[]> DealsAsync(IReadOnlyList<DealPlace> places, DealListRequest request)
    {
        await using var batch = BatchOf(Rows(places), new("COMMIT"));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var byId = await DealsAsync(row, places.Count);
        return [.. places.Select(p => byId.GetValueOrDefault(p.Id)).OfType<DealView>().Where(request.Shows)];
    }

    /// <summary>
    /// What the places are of: the deals as they are now, of those that the caller sees, and the versions that the events at the places'
    /// positions made.
    /// </summary>
    public async Task<(Dictionary<Guid, DealView> Now, Dictionary<long, long> Versions)> VersionsAsync(IReadOnlyList<DealPlace> places)
    {
        var versions = new NpgsqlBatchCommand(Versions) { Parameters = { new NpgsqlParameter { Value = places.Select(static p => p.Since).ToArray() } } };
        await using var batch = BatchOf(Rows(places), versions, new("COMMIT"));
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var now = await DealsAsync(row, places.Count);
        await row.NextResultAsync(cancellation);
        var byPosition = new Dictionary<long, long>(places.Count);
        while (await row.ReadAsync(cancellation))
            byPosition.Add(row.GetInt64(0), row.GetInt64(1));
        return (now, byPosition);
    }

    /// <summary>The end of the log.</summary>
    public Task<long> HeadAsync() => CountAsync(new(Head));

    /// <summary>Opens the snapshot for whatever is asked of it.</summary>
    public async Task OpenAsync()
    {
        await using var batch = BatchOf(new(Begin), sight.Begin());
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Ends the transaction.</summary>
    public async Task EndAsync()
    {
        await using var batch = BatchOf(new NpgsqlBatchCommand("COMMIT"));
        await batch.ExecuteNonQueryAsync(cancellation);
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

    private async Task<List<DealGroup>?> GroupsAsync(NpgsqlDataReader row)
    {
        var groups = new List<DealGroup>();
        while (await row.ReadAsync(cancellation))
        {
            if (row.GetBoolean(4))
                return null;
            groups.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetBoolean(3)));
        }

        return groups;
    }

    private async Task<Dictionary<Guid, DealView>> DealsAsync(NpgsqlDataReader row, int count)
    {
        var byId = new Dictionary<Guid, DealView>(count);
        while (await row.ReadAsync(cancellation))
        {
            var deal = DealMapping.ReadView(row);
            byId.Add(deal.Id, deal);
        }

        return byId;
    }

    private static NpgsqlBatchCommand Rows(IReadOnlyList<DealPlace> places) =>
        new(Deals) { Parameters = { new NpgsqlParameter { Value = places.Select(p => p.Id).ToArray() } } };

    private async Task<List<DealPlace>> PlacesAsync(NpgsqlBatch batch, DealListPart part)
    {
        await using var row = await batch.ExecuteReaderAsync(cancellation);
        var places = new List<DealPlace>();
        while (await row.ReadAsync(cancellation))
            places.Add(Place(row, part));
        return places;
    }

    private static DealPlace Place(NpgsqlDataReader row, DealListPart part)
    {
        var keys = new object?[part.Sort.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = DealSql.KeyOf(part.Sort[i], row, KeyOrdinal + i);
        return new(keys, row.GetGuid(0))
        {
            Since = row.IsDBNull(SinceOrdinal) ? 0 : row.GetInt64(SinceOrdinal),
            Until = row.IsDBNull(UntilOrdinal) ? null : row.GetInt64(UntilOrdinal),
        };
    }
}
