using Crm.Actors.TestKit.Postgres;
using Npgsql;

namespace Crm.Actors.Benchmarks.Edits.Crud;

/// <summary>Deals for the CRUD peer, like those that our editor creates.</summary>
internal static class CrudSeed
{
    private const string Sql = """
        INSERT INTO crm.deals (id, version, title, client, amount, currency, pipeline_id, stage, owner_id, status, archived,
                               tags, custom_fields, field_versions, created_at, updated_at)
        SELECT id, 1, 'A deal to be edited', 'A client of some name', 1, 'EUR', '00000000-0000-7000-8000-0000000000d1', 'new',
               '00000000-0000-7000-8000-000000000001', 'open', false, '{one,two}', '{"priority":0}', '{}', now(), now()
        FROM unnest($1) id
        """;

    public static async Task RunAsync(TestDatabase database, IReadOnlyList<Guid> deals)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new NpgsqlParameter { Value = deals.ToArray() } } };
        await command.ExecuteNonQueryAsync();
    }
}
