using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Payments;
using Npgsql;

namespace Crm.Actors.TestKit.Running;

/// <summary>Reads rows and log behind the interface's back.</summary>
public static class LogReader
{
    private const string RowSql = """
        SELECT id, version, title, client, amount, currency, pipeline_id, stage, owner_id, team_id, status, lost_reason, archived,
               expected_close_date, tags, custom_fields, field_versions, created_at, updated_at,
               shared_with
        FROM crm.deals
        """;

    private const string AllEventsSql = """
        SELECT id, version, occurred_at, actor_id, traceparent, type, schema_version, data, position, aggregate_id
        FROM events.log
        """;

    private const string EventsSql = $"{AllEventsSql} WHERE aggregate_type = 'deal'";

    private static readonly PaymentMapping Payments = new();

    /// <summary>The stored row of a deal.</summary>
    public static async Task<DealState?> RowAsync(this CrmSystem system, Guid deal) =>
        (await system.QueryAsync($"{RowSql} WHERE id = $1", new DealMapping().Read, deal)).SingleOrDefault();

    /// <summary>The stored rows of all deals.</summary>
    public static Task<List<DealState>> RowsAsync(this CrmSystem system) => system.QueryAsync(RowSql, new DealMapping().Read);

    /// <summary>All events of a deal, oldest first.</summary>
    public static async Task<IReadOnlyList<Recorded<DealEvent>>> EventsAsync(this CrmSystem system, Guid deal) =>
        await system.QueryAsync($"{EventsSql} AND aggregate_id = $1 ORDER BY version", static row => ReadEvent(row, new DealEventCodec()), deal);

    /// <summary>All events of all deals in the order of the log, each with its deal.</summary>
    public static Task<List<(Guid Deal, Recorded<DealEvent> Event)>> EventsAsync(this CrmSystem system) =>
        system.QueryAsync($"{EventsSql} ORDER BY position", static row => (row.GetGuid(9), ReadEvent(row, new DealEventCodec())));

    /// <summary>The stored rows of all payments.</summary>
    public static Task<List<PaymentState>> PaymentRowsAsync(this CrmSystem system) => system.QueryAsync(
        $"SELECT id, version, {string.Join(", ", Payments.Columns.Select(static c => c.Name))} FROM {Payments.Table}", Payments.Read);

    /// <summary>All events of all payments in the order of the log, each with its payment.</summary>
    public static Task<List<(Guid Payment, Recorded<PaymentEvent> Event)>> PaymentEventsAsync(this CrmSystem system) => system.QueryAsync(
        $"{AllEventsSql} WHERE aggregate_type = 'payment' ORDER BY position", static row => (row.GetGuid(9), ReadEvent(row, Payments.Codec)));

    /// <summary>All events of all pipelines in the order of the log, each with its pipeline.</summary>
    public static Task<List<(Guid Pipeline, Recorded<PipelineEvent> Event)>> PipelineEventsAsync(this CrmSystem system) => system.QueryAsync(
        $"{AllEventsSql} WHERE aggregate_type = 'pipeline' ORDER BY position", static row => (row.GetGuid(9), ReadEvent(row, new PipelineEventCodec())));

    /// <summary>The ids of all events of deals with their positions, in the order of the log.</summary>
    public static async Task<IReadOnlyList<(long Position, Guid Id)>> FeedAsync(this CrmSystem system, long after, long upTo) =>
        await system.QueryAsync(
            "SELECT position, id FROM events.log WHERE position > $1 AND position <= $2 ORDER BY position",
            static row => (row.GetInt64(0), row.GetGuid(1)),
            after,
            upTo);

    /// <summary>The newest position.</summary>
    public static Task<long> HeadAsync(this CrmSystem system) => system.Database.ScalarAsync<long>("SELECT position FROM events.feed");

    private static Recorded<TEvent> ReadEvent<TEvent>(NpgsqlDataReader row, IEventCodec<TEvent> codec)
        where TEvent : class =>
        new(
            row.GetGuid(0),
            row.GetInt64(1),
            row.GetFieldValue<DateTimeOffset>(2),
            row.GetGuid(3),
            row.IsDBNull(4) ? null : row.GetString(4),
            codec.Read(row.GetString(5), row.GetInt16(6), row.GetFieldValue<byte[]>(7)))
        {
            Position = row.GetInt64(8),
        };

    private static async Task<List<T>> QueryAsync<T>(this CrmSystem system, string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var connection = new NpgsqlConnection(system.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var rows = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await rows.ReadAsync())
            all.Add(read(rows));
        return all;
    }
}
