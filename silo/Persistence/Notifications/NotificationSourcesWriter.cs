using Crm.Actors.Grains.Notifications;
using Crm.Actors.Persistence.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Notifications;

/// <summary>Adds events to <c>notify.sources</c>.</summary>
public sealed class NotificationSourcesWriter : IEffectWriter<NotificationSource>
{
    private const string Sql = """
        INSERT INTO notify.sources (position, body) SELECT unnest($1::bigint[]), unnest($2::text[]) ON CONFLICT (position) DO NOTHING
        """;

    /// <inheritdoc/>
    public void Write(NpgsqlBatch batch, IReadOnlyList<PlacedEffect<NotificationSource>> effects) => batch.Add(Sql)
        .WithArray(NpgsqlDbType.Bigint, effects.Select(static placed => placed.Effect.Content.EventPosition))
        .WithArray(NpgsqlDbType.Text, effects.Select(static placed => NotificationJson.Of(placed.Effect)));
}
