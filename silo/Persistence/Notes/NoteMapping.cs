using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notes;
using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Notes;

/// <summary>Notes in <c>crm.deal_notes</c>.</summary>
public sealed class NoteMapping : IAggregateMapping<NoteState, NoteEvent>
{
    /// <inheritdoc/>
    public string AggregateType => "note";

    /// <inheritdoc/>
    public string Table => "crm.deal_notes";

    /// <inheritdoc/>
    public int? Lanes => 1;

    /// <inheritdoc/>
    public IEventCodec<NoteEvent> Codec { get; } = new NoteEventCodec();

    /// <inheritdoc/>
    public IReadOnlyList<Column<NoteState>> Columns { get; } =
    [
        new Column<NoteState, Guid>("deal_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.DealId),
        new Column<NoteState, Guid>("author_id", "uuid", NpgsqlDbType.Uuid, static s => s.View.AuthorId),
        new Column<NoteState, string>("text", "text", NpgsqlDbType.Text, static s => s.View.Text),
        new Column<NoteState, DateTimeOffset>("created_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.CreatedAt),
        new Column<NoteState, DateTimeOffset>("updated_at", "timestamptz", NpgsqlDbType.TimestampTz, static s => s.View.UpdatedAt),
    ];

    /// <inheritdoc/>
    public Guid? AboutOf(NoteEvent happened) => happened.DealId;

    /// <inheritdoc/>
    public long VersionOf(NoteState state) => state.Version;

    /// <inheritdoc/>
    public NoteState Read(NpgsqlDataReader row) => new(ReadView(row));

    /// <summary>A note from a row that has <c>id</c>, <c>version</c> and <see cref="Columns"/> in this order.</summary>
    internal static NoteView ReadView(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Version = row.GetInt64(1),
        DealId = row.GetGuid(2),
        AuthorId = row.GetGuid(3),
        Text = row.GetString(4),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(5),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(6),
    };
}
