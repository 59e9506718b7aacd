using Crm.Actors.Persistence.Consumers;
using Crm.Actors.TestKit.Postgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Statements are planned once, while the tables are still empty; that plan has to do for a log of any length.</summary>
public sealed class StatementPlanTests(PostgresFixture postgres)
{
    private static readonly string[] Tables = ["log", "consumer_watermarks", "parked_events"];
    private static readonly string[] Selective = ["\"position\" > ", "aggregate_id = "];

    [Theory]
    [InlineData(nameof(ConsumerSql.Due), "text, uuid[], bigint[], text[], integer, text[]", "'c', '{}', '{}', '{deal}', 16, '{deal.won}'")]
    [InlineData(nameof(ConsumerSql.Parked), "text, uuid[], text[]", "'c', '{}', '{deal}'")]
    [InlineData(nameof(ConsumerSql.Missing), "text, text[], integer, interval, text[]", "'c', '{deal}', 16384, '1 s', '{}'")]
    public async Task Plan_OfEmptyTables_ReadsTheLogAndTheWatermarksOnlyByIndex(string statement, string types, string values)
    {
        await using var database = await TestDatabase.CreateAsync(postgres.Server);
        await using var consumers = new ConsumerDatabase(new NpgsqlConnectionStringBuilder(database.WriterConnectionString));
        await using var connection = await consumers.Source.OpenConnectionAsync();
        var sql = (string)typeof(ConsumerSql).GetField(statement)!.GetValue(null)!;
        await new NpgsqlCommand($"PREPARE planned ({types}) AS {sql}", connection).ExecuteNonQueryAsync();

        var plan = await ReadAsync(connection, $"EXPLAIN EXECUTE planned({values})");

        plan.ShouldNotContain(static line => line.Contains("Materialize"));
        var scans = plan.Index().Where(static line => Tables.Any(table => line.Item.Contains($" on {table} "))).ToList();
        scans.ShouldNotBeEmpty();
        foreach (var (number, scan) in scans)
        {
            scan.ShouldContain("Index");
            var condition = plan[number + 1];
            Selective.ShouldContain(selective => condition.Contains(selective), $"{scan}\n{condition}");
        }
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await row.ReadAsync())
            lines.Add(row.GetString(0));
        return lines;
    }
}
