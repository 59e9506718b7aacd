using System.Buffers;
using System.Text.Json;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>How a parked event is written to <c>events.parked_events</c>.</summary>
internal static class ParkedEventSql
{
    /// <param name="batch">What is sent together.</param>
    /// <param name="parked">The event.</param>
    /// <param name="skipped">Whether the watermark goes past it in the same transaction.</param>
    public static void AddParked(this NpgsqlBatch batch, ParkedEvent parked, bool skipped) => batch.Add(ConsumerSql.Park)
        .With(NpgsqlDbType.Text, parked.Consumer)
        .With(NpgsqlDbType.Uuid, parked.Event.Subject)
        .With(NpgsqlDbType.Bigint, parked.Event.Sequence)
        .With(NpgsqlDbType.Uuid, parked.Event.Id)
        .With(NpgsqlDbType.Bigint, parked.Event.Position)
        .With(NpgsqlDbType.Text, ErrorText.Of(parked.Event.Type))
        .With(NpgsqlDbType.Text, parked.Reason)
        .With(NpgsqlDbType.Text, ErrorText.Of(parked.FirstError))
        .With(NpgsqlDbType.Text, ErrorText.Of(parked.LastError))
        .With(NpgsqlDbType.Integer, parked.Attempts)
        .With(NpgsqlDbType.Boolean, skipped)
        .With(NpgsqlDbType.Bytea, Body(parked.Event));

    /// <summary>Adds a command about rows that are there.</summary>
    public static void AddRows(this NpgsqlBatch batch, string sql, string consumer, IReadOnlyList<ParkedRow> rows)
    {
        if (rows.Count == 0)
            return;
        batch.Add(sql).With(NpgsqlDbType.Text, consumer)
            .WithArray(NpgsqlDbType.Uuid, rows.Select(static row => row.AggregateId))
            .WithArray(NpgsqlDbType.Bigint, rows.Select(static row => row.Version))
            .WithArray(NpgsqlDbType.Uuid, rows.Select(static row => row.EventId));
    }

    private static byte[] Body(FeedEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>();
        // An event that is not ours may hold what no writer would write.
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
            CloudEventJson.Write(json, e);
        return buffer.WrittenSpan.ToArray();
    }
}
