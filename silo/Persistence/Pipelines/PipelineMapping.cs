using System.Text;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Pipelines;

/// <summary>Pipelines in <c>crm.pipelines</c>.</summary>
public sealed class PipelineMapping : IAggregateMapping<PipelineState, PipelineEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "pipeline";

    /// <inheritdoc/>
    public string Table => "crm.pipelines";

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<PipelineEvent> Codec { get; } = new PipelineEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<PipelineState>> Columns { get; } =
    [
        new Column<PipelineState, string>("definition", "text", NpgsqlDbType.Text, static s => Encoding.UTF8.GetString(PipelineDefinitionJson.Of(s.View.Definition))),
        new Column<PipelineState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt!.Value),
        new Column<PipelineState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.UpdatedAt!.Value),
    ];

    /// <inheritdoc/>
    public long VersionOf(PipelineState state) => state.Version;

    /// <inheritdoc/>
    public PipelineState Read(NpgsqlDataReader row) => new(ReadView(row));

    /// <summary>A pipeline from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    internal static PipelineView ReadView(NpgsqlDataReader row)
    {
        using var definition = JsonDocument.Parse(row.GetString(2));
        return new(
            row.GetGuid(0),
            row.GetInt64(1),
            PipelineDefinitionJson.Read(definition.RootElement),
            row.GetFieldValue<DateTimeOffset>(3),
            row.GetFieldValue<DateTimeOffset>(4));
    }
}
