using System.Globalization;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Rows for <c>crm.former_deals</c>, with their custom fields.</summary>
internal sealed class FormerDealRows
{
    /// <summary>Columns beside the id, the version and the positions. Lists ask neither why a deal was lost nor whom it was shared with then.</summary>
    public static readonly Column<DealState>[] Columns =
        [.. new DealMapping().Columns.Where(static column => column.Name is not ("lost_reason" or "field_versions" or "shared_with"))];

    /// <summary>The columns that <see cref="DealMapping.ReadView"/> takes of a row with the alias f.</summary>
    public const string ViewColumns =
        "f.id, f.version, f.title, f.client, f.amount, f.currency, f.pipeline_id, f.stage, f.owner_id, f.team_id, f.status, NULL, f.archived, "
        + "f.expected_close_date, f.tags, f.custom_fields, NULL, f.created_at, f.updated_at, '{}'::uuid[]";

    private static readonly string InsertSql = Insert();

    private readonly List<Guid> _ids = [];
    private readonly List<long> _versions = [];
    private readonly List<long> _since = [];
    private readonly List<long> _until = [];
    private readonly ColumnValues<DealState>[] _values = [.. Columns.Select(static column => column.NewValues())];

    /// <param name="deal">The deal as it was.</param>
    /// <param name="since">The position of the event that made it so.</param>
    /// <param name="until">The position of the next one.</param>
    public void Add(DealView deal, long since, long until)
    {
        _ids.Add(deal.Id);
        _versions.Add(deal.Version);
        _since.Add(since);
        _until.Add(until);
        var state = new DealState(deal, DealState.Untouched);
        foreach (var values in _values)
            values.Add(state);
    }

    /// <summary>What is there already stays.</summary>
    public async Task InsertAsync(NpgsqlConnection connection)
    {
        if (_ids.Count == 0)
            return;
        await using var command = new NpgsqlCommand(InsertSql, connection);
        command.AddArray(NpgsqlDbType.Uuid, _ids);
        command.AddArray(NpgsqlDbType.Bigint, _versions);
        command.AddArray(NpgsqlDbType.Bigint, _since);
        command.AddArray(NpgsqlDbType.Bigint, _until);
        foreach (var values in _values)
            command.Parameters.Add(values.Parameter);
        await command.ExecuteNonQueryAsync();
    }

    private static string Insert()
    {
        (string Name, string Type)[] arrays =
            [("id", "uuid"), ("version", "bigint"), ("since", "bigint"), ("until", "bigint"), .. Columns.Select(static column => (column.Name, column.Type))];
        var given = string.Join(", ", arrays.Select(static (array, i) => string.Create(CultureInfo.InvariantCulture, $"unnest(${i + 1}::{array.Type}[]) AS {array.Name}")));
        var typed = string.Join(", ", Columns.Select(static column => column.Cast is null ? $"g.{column.Name}" : $"g.{column.Name}::{column.Cast} AS {column.Name}"));
        var names = string.Join(", ", arrays.Select(static array => array.Name));
        return $"""
            WITH given AS (
                SELECT {given}
            ), typed AS (
                SELECT g.id, g.version, g.since, g.until, {typed} FROM given g
            ), added AS (
                INSERT INTO crm.former_deals ({names}, document, word_bits)
                SELECT {string.Join(", ", arrays.Select(static array => $"t.{array.Name}"))}, w.document, crm.deal_word_bits(w.document)
                FROM typed t CROSS JOIN LATERAL (SELECT crm.deal_document(t.title, t.client, t.tags) AS document OFFSET 0) w
                ON CONFLICT DO NOTHING
                RETURNING id, since, until, pipeline_id, custom_fields
            )
            INSERT INTO crm.former_deal_fields (deal_id, since, until, pipeline_id, key, text, rest, number)
            SELECT a.id, a.since, a.until, a.pipeline_id, f.key, f.text, f.rest, f.number
            FROM added a CROSS JOIN LATERAL crm.deal_fields(a.custom_fields) f
            """;
    }
}
