using System.Buffers;
using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Deals;

/// <summary>The table <c>crm.deal_snapshots</c>. A deal is kept as the event that would have made it, so it is read like any old event.</summary>
internal sealed class DealStateSnapshots(TimedReads database)
{
    private const string CreatedType = "deal.created";

    private const string LastSql = """
        SELECT version, position, created_at, updated_at, lost_reason, field_versions, schema_version, data
        FROM crm.deal_snapshots WHERE deal_id = $1 AND version <= $2 ORDER BY version DESC LIMIT 1
        """;

    private const string KeepSql = """
        INSERT INTO crm.deal_snapshots (deal_id, version, position, created_at, updated_at, lost_reason, field_versions, schema_version, data)
        VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9::json) ON CONFLICT DO NOTHING
        """;

    private readonly DealEventCodec _codec = new();

    /// <summary>The newest one up to a version; a null state when there is none.</summary>
    public Task<Stored<DealState>> LastAsync(Guid id, long version) => database.ReadAsync(
        LastSql,
        command =>
        {
            command.AddValue(NpgsqlDbType.Uuid, id);
            command.AddValue(NpgsqlDbType.Bigint, version);
        },
        async (rows, cancellation) => await rows.ReadAsync(cancellation) ? Read(rows) : default);

    /// <summary>Keeps one; what is there already stays.</summary>
    public Task KeepAsync(DealState state, long position) => database.ReadAsync(
        KeepSql,
        command =>
        {
            var created = state.AsCreated();
            command.AddValue(NpgsqlDbType.Uuid, state.View.Id);
            command.AddValue(NpgsqlDbType.Bigint, state.Version);
            command.AddValue(NpgsqlDbType.Bigint, position);
            command.AddValue(NpgsqlDbType.TimestampTz, state.View.CreatedAt);
            command.AddValue(NpgsqlDbType.TimestampTz, state.View.UpdatedAt);
            command.Parameters.Add(new NpgsqlParameter { Value = (object?)state.View.LostReason ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
            command.AddValue(NpgsqlDbType.Text, DealMapping.JsonObject(state.FieldVersions));
            command.AddValue(NpgsqlDbType.Smallint, _codec.TypeOf(created).SchemaVersion);
            command.AddValue(NpgsqlDbType.Text, Json(created));
        },
        static (_, _) => Task.FromResult(true));

    private Stored<DealState> Read(NpgsqlDataReader row)
    {
        var created = _codec.Read(CreatedType, row.GetInt16(6), Encoding.UTF8.GetBytes(row.GetString(7)));
        var state = DealState.Apply(
            null, new Recorded<DealEvent>(Guid.Empty, row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(2), Guid.Empty, null, created));
        var view = state.View with
        {
            UpdatedAt = row.GetFieldValue<DateTimeOffset>(3),
            LostReason = row.IsDBNull(4) ? null : row.GetString(4),
        };
        return new Stored<DealState>(new DealState(view, DealMapping.FieldVersions(row.GetString(5))), row.GetInt64(1));
    }

    private string Json(DealCreated created)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            _codec.Write(created, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
