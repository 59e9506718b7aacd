using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Deals;

/// <summary>Deals in <c>crm.deals</c>.</summary>
public sealed class DealMapping : IAggregateMapping<DealState, DealEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "deal";

    /// <inheritdoc/>
    public string Table => "crm.deals";

    /// <inheritdoc/>
    public IEventCodec<DealEvent> Codec { get; } = new DealEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<DealState>> Columns { get; } =
    [
        new Column<DealState, string>("title", "text", NpgsqlDbType.Text, static s => s.View.Title),
        new Column<DealState, string?>("client", "text", NpgsqlDbType.Text, static s => s.View.Client),
        new Column<DealState, decimal?>("amount", "numeric", NpgsqlDbType.Numeric, static s => s.View.Amount),
        new Column<DealState, string?>("currency", "text", NpgsqlDbType.Text, static s => s.View.Currency),
        new Column<DealState, Guid>("pipeline_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.PipelineId),
        new Column<DealState, string>("stage", "text", NpgsqlDbType.Text, static s => s.View.Stage),
        new Column<DealState, Guid>("owner_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.OwnerId),
        new Column<DealState, Guid?>("team_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.TeamId),
        new Column<DealState, string>("status", "text", NpgsqlDbType.Text, static s => s.View.Status.Name()),
        new Column<DealState, string?>("lost_reason", "text", NpgsqlDbType.Text, static s => s.View.LostReason),
        new Column<DealState, bool>("archived", "boolean", NpgsqlDbType.Boolean, static s => s.View.Archived),
        new Column<DealState, DateOnly?>("expected_close_date", "date", NpgsqlDbType.Date, static s => s.View.ExpectedCloseDate),
        new Column<DealState, string>("tags", "text", NpgsqlDbType.Text, static s => ArrayLiteral(s.View.Tags), cast: "text[]"),
        new Column<DealState, string>("custom_fields", "text", NpgsqlDbType.Text, static s => JsonObject(s.View.CustomFields), cast: "jsonb"),
        new Column<DealState, string>("field_versions", "text", NpgsqlDbType.Text, static s => JsonObject(s.FieldVersions), cast: "jsonb"),
        new Column<DealState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
        new Column<DealState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.UpdatedAt),
        new Column<DealState, string>("shared_with", "text", NpgsqlDbType.Text, static s => ArrayLiteral(s.View.SharedWith), cast: "uuid[]"),
    ];

    /// <inheritdoc/>
    public long VersionOf(DealState state) => state.Version;

    /// <inheritdoc/>
    public DealState Read(NpgsqlDataReader row) => new(ReadView(row), FieldVersions(row.GetString(16)));

    /// <summary>The column <c>field_versions</c>, as <see cref="JsonObject"/> writes it.</summary>
    internal static ImmutableSortedDictionary<string, long> FieldVersions(string json)
    {
        var versions = DealState.Untouched;
        using var document = JsonDocument.Parse(json);
        foreach (var field in document.RootElement.EnumerateObject())
            versions = versions.SetItem(field.Name, field.Value.GetInt64());
        return versions;
    }

    /// <summary>A deal from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    public static DealView ReadView(NpgsqlDataReader row)
    {
        var currency = row.IsDBNull(5) ? null : row.GetString(5);
        var customFields = DealView.NoCustomFields;
        var json = row.GetString(15);
        if (json != "{}")
        {
            using var document = JsonDocument.Parse(json);
            foreach (var field in document.RootElement.EnumerateObject())
                customFields = customFields.SetItem(field.Name, CustomFieldJson.Canonical(field.Value)!);
        }

        return new DealView
        {
            Id = row.GetGuid(0),
            Version = row.GetInt64(1),
            Title = row.GetString(2),
            Client = row.IsDBNull(3) ? null : row.GetString(3),
            Amount = currency is null ? null : Currencies.Scale(row.GetDecimal(4), currency),
            Currency = currency,
            PipelineId = row.GetGuid(6),
            Stage = row.GetString(7),
            OwnerId = row.GetGuid(8),
            TeamId = row.IsDBNull(9) ? null : row.GetGuid(9),
            Status = DealStatusNames.Parse(row.GetString(10)),
            LostReason = row.IsDBNull(11) ? null : row.GetString(11),
            Archived = row.GetBoolean(12),
            ExpectedCloseDate = row.IsDBNull(13) ? null : row.GetFieldValue<DateOnly>(13),
            Tags = [.. row.GetFieldValue<string[]>(14)],
            CustomFields = customFields,
            CreatedAt = row.GetFieldValue<DateTimeOffset>(17),
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(18),
            SharedWith = [.. row.GetFieldValue<Guid[]>(19)],
        };
    }

    /// <summary>Arrays of arrays cannot be sent to unnest, so tags go as array literals (PostgreSQL documentation, section 8.15.2).</summary>
    private static string ArrayLiteral(ImmutableArray<string> values)
    {
        if (values.IsEmpty)
            return "{}";
        var literal = new StringBuilder("{");
        foreach (var value in values)
        {
            literal.Append(literal.Length > 1 ? ",\"" : "\"");
            literal.Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal));
            literal.Append('"');
        }

        return literal.Append('}').ToString();
    }

    private static string ArrayLiteral(ImmutableArray<Guid> ids) => ids.IsEmpty ? "{}" : $"{{{string.Join(',', ids)}}}";

    internal static string JsonObject<T>(ImmutableSortedDictionary<string, T> fields)
    {
        if (fields.IsEmpty)
            return "{}";
        var json = new StringBuilder("{");
        foreach (var (name, value) in fields)
        {
            json.Append(json.Length > 1 ? ",\"" : "\"").Append(JsonEncodedText.Encode(name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value);
            json.Append("\":").Append(value);
        }

        return json.Append('}').ToString();
    }
}
