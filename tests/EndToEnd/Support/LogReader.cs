using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.TestKit.Running;
using Npgsql;

namespace Crm.Actors.EndToEndTests.Support;

/// <summary>Reads rows and log behind the interface's back.</summary>
internal static class LogReader
{
    private const string RowSql = """
        SELECT id, version, title, client, amount, currency, pipeline_id, stage, owner_id, team_id, status, lost_reason, archived,
               expected_close_date, tags, custom_fields, field_versions, created_at, updated_at
        FROM crm.deals WHERE id = $1
        """;

    private const string EventsSql = """
        SELECT id, version, occurred_at, actor_id, traceparent, type, schema_version, data, position
        FROM events.log WHERE aggregate_id = $1 ORDER BY version
        """;

    /// <summary>The stored row of a deal.</summary>
    public static async Task<DealState?> RowAsync(this CrmSystem system, Guid deal)
    {
        await using var connection = await OpenAsync(system);
        await using var command = new NpgsqlCommand(RowSql, connection) { Parameters = { new() { Value = deal } } };
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? new DealMapping().Read(row) : null;
    }

    /// <summary>All events of a deal, oldest first.</summary>
    public static async Task<IReadOnlyList<Recorded<DealEvent>>> EventsAsync(this CrmSystem system, Guid deal)
    {
        var codec = new DealEventCodec();
        await using var connection = await OpenAsync(system);
        await using var command = new NpgsqlCommand(EventsSql, connection) { Parameters = { new() { Value = deal } } };
        await using var row = await command.ExecuteReaderAsync();
        var events = new List<Recorded<DealEvent>>();
        while (await row.ReadAsync())
        {
            events.Add(new Recorded<DealEvent>(
                row.GetGuid(0), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(2), row.GetGuid(3), row.IsDBNull(4) ? null : row.GetString(4),
                codec.Read(row.GetString(5), row.GetInt16(6), row.GetFieldValue<byte[]>(7)))
            {
                Position = row.GetInt64(8),
            });
        }

        return events;
    }

    /// <summary>The ids of all events of deals with their positions, in the order of the log.</summary>
    public static async Task<IReadOnlyList<(long Position, Guid Id)>> FeedAsync(this CrmSystem system, long after, long upTo)
    {
        await using var connection = await OpenAsync(system);
        await using var command = new NpgsqlCommand("SELECT position, id FROM events.log WHERE position > $1 AND position <= $2 ORDER BY position", connection)
        {
            Parameters = { new() { Value = after }, new() { Value = upTo } },
        };
        await using var row = await command.ExecuteReaderAsync();
        var events = new List<(long, Guid)>();
        while (await row.ReadAsync())
            events.Add((row.GetInt64(0), row.GetGuid(1)));
        return events;
    }

    /// <summary>The newest position.</summary>
    public static Task<long> HeadAsync(this CrmSystem system) => system.Database.ScalarAsync<long>("SELECT position FROM events.feed");

    private static async Task<NpgsqlConnection> OpenAsync(CrmSystem system)
    {
        var connection = new NpgsqlConnection(system.Database.AdminConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
