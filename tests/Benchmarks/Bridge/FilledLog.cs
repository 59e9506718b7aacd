using Crm.Actors.Benchmarks.Sse;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Feed;
using Crm.Actors.TestKit.Postgres;
using Npgsql;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>A log with events of a thousand deals that nobody has published yet.</summary>
internal static class FilledLog
{
    public const int Deals = 1_000;

    private const string Sql = """
        WITH feed AS (UPDATE events.feed SET position = position + $1 RETURNING position - $1 AS start, committed_at)
        INSERT INTO events.log (position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, committed_at, data)
        SELECT f.start + n + 1, gen_random_uuid(), 'deal', ('00000000-0000-7000-8000-' || lpad(to_hex(n % $2), 12, '0'))::uuid, n / $2 + 1, 'deal.updated', 1,
               '00000000-0000-7000-8000-000000000001', f.committed_at, f.committed_at, $3::json
        FROM feed f CROSS JOIN generate_series(0, $1 - 1) n
        """;

    /// <summary>Adds events to an empty log.</summary>
    public static async Task FillAsync(TestDatabase database, int events)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            CommandTimeout = 120,
            Parameters =
            {
                new NpgsqlParameter<int> { TypedValue = events },
                new NpgsqlParameter<int> { TypedValue = Deals },
                new NpgsqlParameter<string> { TypedValue = EventData.Updated(Owners.Id(1)) },
            },
        };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>All of it, as the relay reads it.</summary>
    public static async Task<List<FeedEvent>> ReadAsync(TestDatabase database)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand($"SELECT {FeedRow.Columns} FROM events.log l ORDER BY l.position", connection);
        await using var row = await command.ExecuteReaderAsync();
        var events = new List<FeedEvent>();
        while (await row.ReadAsync())
            events.Add(FeedRow.Read(row, 0));
        return events;
    }

    private static async Task<NpgsqlConnection> OpenAsync(TestDatabase database)
    {
        var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
