using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Users;

/// <summary>Roles in <c>auth.roles</c>.</summary>
public sealed class RoleMapping : IAggregateMapping<RoleState, RoleEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "role";

    /// <inheritdoc/>
    public string Table => "auth.roles";

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<RoleEvent> Codec { get; } = new RoleEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<RoleState>> Columns { get; } =
    [
        new Column<RoleState, string>("name", "text", NpgsqlDbType.Text, static s => s.View.Name),
        new Column<RoleState, string?>("description", "text", NpgsqlDbType.Text, static s => s.View.Description),
        new Column<RoleState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
    ];

    /// <inheritdoc/>
    public long VersionOf(RoleState state) => state.Version;

    /// <inheritdoc/>
    public RoleState Read(NpgsqlDataReader row) => new(ReadView(row));

    /// <summary>A role from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    public static RoleView ReadView(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Version = row.GetInt64(1),
        Name = row.GetString(2),
        Description = row.IsDBNull(3) ? null : row.GetString(3),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(4),
    };
}
