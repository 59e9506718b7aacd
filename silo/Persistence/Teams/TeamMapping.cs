using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Teams;

/// <summary>Teams in <c>auth.teams</c>.</summary>
public sealed class TeamMapping : IAggregateMapping<TeamState, TeamEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "team";

    /// <inheritdoc/>
    public string Table => "auth.teams";

    /// <inheritdoc/>
    public bool HasUniqueKey => true;

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<TeamEvent> Codec { get; } = new TeamEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<TeamState>> Columns { get; } =
    [
        new Column<TeamState, string>("name", "text", NpgsqlDbType.Text, static s => s.View.Name),
        new Column<TeamState, string>("name_normalized", "text", NpgsqlDbType.Text, static s => s.View.Name.ToLowerInvariant()),
        new Column<TeamState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
        new Column<TeamState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.UpdatedAt),
    ];

    /// <inheritdoc/>
    public long VersionOf(TeamState state) => state.Version;

    /// <inheritdoc/>
    public TeamState Read(NpgsqlDataReader row) => new(new TeamView
    {
        Id = row.GetGuid(0),
        Version = row.GetInt64(1),
        Name = row.GetString(2),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(4),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(5),
    });
}
