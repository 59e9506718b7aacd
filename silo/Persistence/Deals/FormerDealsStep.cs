using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// One step of <see cref="FormerDeals"/>, in a transaction. Each deal that changed in a stretch of the log is taken from what is known of it
/// after that, the first row beyond the stretch or the deal as it is, and its events are taken back from there, the newest first. What is
/// known of it within the stretch says nothing: of a deal that was read when it had changed again, or that an earlier stretch knew, some rows
/// may be there and others not.
/// </summary>
internal sealed class FormerDealsStep(NpgsqlConnection connection)
{
    /// <summary>The longest stretch: with as many events again before its deals' first ones it is well within one step.</summary>
    public const long MostPositions = MostEvents / 4;

    /// <summary>Events that are taken back in one step. A deal with more of them beyond the stretch takes several.</summary>
    private const int MostEvents = 4096;

    private const string ChangedSql = """
        SELECT aggregate_id, min(version), max(position) FROM events.log
        WHERE position > $1 AND position <= $2 AND aggregate_type = 'deal' AND version > 1 GROUP BY aggregate_id
        """;

    // OFFSET 0: by the deal, never by the positions of all deals.
    private const string LaterSql = $"""
        SELECT {FormerDealRows.ViewColumns}
        FROM unnest($1::uuid[], $2::bigint[]) c(id, position)
        CROSS JOIN LATERAL (
            SELECT * FROM (SELECT * FROM crm.former_deals r WHERE r.id = c.id AND r.until >= c.position ORDER BY r.id, r.until OFFSET 0) r ORDER BY r.until LIMIT 1) f
        """;

    // Deal by deal, the newest event of each first; none behind one that is missing, for it could not be taken back.
    private const string EventsSql = """
        SELECT c.id, e.version, e.position, e.occurred_at, e.type, e.schema_version, e.data
        FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) c(id, first, last)
        CROSS JOIN LATERAL (
            SELECT * FROM (
                SELECT *, row_number() OVER (ORDER BY l.version DESC) AS n
                FROM events.log l WHERE l.aggregate_id = c.id AND l.version BETWEEN c.first AND c.last ORDER BY l.version DESC LIMIT $4) l
            WHERE l.version = c.last + 1 - l.n OFFSET 0) e
        LIMIT $4
        """;

    private static readonly DealEventCodec Codec = new();

    /// <summary>Finds out what the deals were before the events of a stretch, as far as the log tells: what is before a missing event stays unknown.</summary>
    /// <returns>Whether of all of them; else of as many as a step takes, and the next one goes on from there.</returns>
    /// <exception cref="InvalidOperationException">An event cannot be read.</exception>
    public async Task<bool> RunAsync(long low, long high)
    {
        var changed = await ChangedAsync(low, high);
        var deals = await LaterAsync(changed);
        foreach (var deal in await NowAsync([.. changed.Keys.Where(id => !deals.ContainsKey(id))]))
            deals.Add(deal.Id, deal);

        // The version before the first change is the last one that is wanted.
        var open = deals.Values.Where(deal => deal.Version >= changed[deal.Id].Version).ToList();
        var rows = new FormerDealRows();
        var events = await EventsAsync(open, changed);
        LoggedEvent? newer = null;
        foreach (var logged in events)
        {
            if (newer is { } happened && happened.DealId == logged.DealId)
            {
                var before = Before(deals[logged.DealId], happened, logged.At);
                rows.Add(before, logged.Position, happened.Position);
                deals[logged.DealId] = before;
            }

            newer = logged;
        }

        await rows.InsertAsync(connection);
        return events.Count < MostEvents || open.TrueForAll(deal => deals[deal.Id].Version < changed[deal.Id].Version);
    }

    private static DealView Before(DealView deal, LoggedEvent happened, DateTimeOffset updatedAt)
    {
        try
        {
            return FormerDeal.Before(deal, Codec.Read(happened.Type, happened.SchemaVersion, happened.Data), updatedAt);
        }
        catch (Exception defect) when (defect is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"The event {happened.Type} at {happened.Position} cannot be taken back: {defect.Message}", defect);
        }
    }

    private async Task<Dictionary<Guid, (long Version, long Position)>> ChangedAsync(long low, long high)
    {
        await using var command = new NpgsqlCommand(ChangedSql, connection);
        command.AddValue(NpgsqlDbType.Bigint, low);
        command.AddValue(NpgsqlDbType.Bigint, high);
        await using var row = await command.ExecuteReaderAsync();
        var changed = new Dictionary<Guid, (long, long)>();
        while (await row.ReadAsync())
            changed.Add(row.GetGuid(0), (row.GetInt64(1), row.GetInt64(2)));
        return changed;
    }

    private async Task<Dictionary<Guid, DealView>> LaterAsync(Dictionary<Guid, (long Version, long Position)> changed)
    {
        await using var command = new NpgsqlCommand(LaterSql, connection);
        command.AddArray(NpgsqlDbType.Uuid, changed.Keys.ToList());
        command.AddArray(NpgsqlDbType.Bigint, changed.Values.Select(static c => c.Position).ToList());
        return (await DealsAsync(command)).ToDictionary(static deal => deal.Id);
    }

    private async Task<List<DealView>> NowAsync(List<Guid> ids)
    {
        await using var command = new NpgsqlCommand(DealSnapshot.Deals, connection);
        command.AddArray(NpgsqlDbType.Uuid, ids);
        return await DealsAsync(command);
    }

    private static async Task<List<DealView>> DealsAsync(NpgsqlCommand command)
    {
        await using var row = await command.ExecuteReaderAsync();
        var deals = new List<DealView>();
        while (await row.ReadAsync())
            deals.Add(DealMapping.ReadView(row));
        return deals;
    }

    private async Task<List<LoggedEvent>> EventsAsync(List<DealView> open, Dictionary<Guid, (long Version, long Position)> changed)
    {
        await using var command = new NpgsqlCommand(EventsSql, connection);
        command.AddArray(NpgsqlDbType.Uuid, open.ConvertAll(static deal => deal.Id));
        command.AddArray(NpgsqlDbType.Bigint, open.ConvertAll(deal => changed[deal.Id].Version - 1));
        command.AddArray(NpgsqlDbType.Bigint, open.ConvertAll(static deal => deal.Version));
        command.AddValue(NpgsqlDbType.Integer, MostEvents);
        await using var row = await command.ExecuteReaderAsync();
        var events = new List<LoggedEvent>();
        while (await row.ReadAsync())
        {
            events.Add(new LoggedEvent(
                row.GetGuid(0), row.GetInt64(1), row.GetInt64(2), row.GetFieldValue<DateTimeOffset>(3), row.GetString(4), row.GetInt16(5), row.GetFieldValue<byte[]>(6)));
        }

        return events;
    }

    private sealed record LoggedEvent(Guid DealId, long Version, long Position, DateTimeOffset At, string Type, short SchemaVersion, byte[] Data);
}
