using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Crm.Actors.Benchmarks.Edits.Crud;

/// <summary>The outbox message of an edit: the data of our <c>deal.updated</c>.</summary>
internal static class CrudEvent
{
    public static byte[] Updated(CrudDeal before, CrudDeal after, CrudPatch patch)
    {
        var json = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("changes");
            if (patch.Title is not null)
                Change(writer, "title", before.Title, after.Title);
            if (patch.Amount is not null)
                Change(writer, "amount", Text(before.Amount), Text(after.Amount));
            if (patch.CustomFieldName is not null)
                CustomFieldChange(writer, before, patch);
            writer.WriteEndObject();
            Context(writer, after);
            if (before.Amount != after.Amount)
            {
                writer.WriteStartObject("before");
                writer.WriteString("amount", Text(before.Amount));
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return json.WrittenSpan.ToArray();
    }

    private static void Context(Utf8JsonWriter writer, CrudDeal deal)
    {
        writer.WriteStartObject("deal");
        writer.WriteString("ownerId", deal.OwnerId);
        writer.WriteString("teamId", deal.TeamId?.ToString());
        writer.WriteString("pipelineId", deal.PipelineId);
        writer.WriteString("stage", deal.Stage);
        writer.WriteString("amount", Text(deal.Amount));
        writer.WriteString("currency", deal.Currency);
        writer.WriteString("status", deal.Status);
        writer.WriteBoolean("archived", deal.Archived);
        writer.WriteEndObject();
    }

    private static void Change(Utf8JsonWriter writer, string field, string? from, string? to)
    {
        writer.WriteStartObject(field);
        writer.WriteString("from", from);
        writer.WriteString("to", to);
        writer.WriteEndObject();
    }

    private static void CustomFieldChange(Utf8JsonWriter writer, CrudDeal before, CrudPatch patch)
    {
        using var fields = JsonDocument.Parse(before.CustomFields);
        writer.WriteStartObject("customFields." + patch.CustomFieldName);
        writer.WritePropertyName("from");
        if (fields.RootElement.TryGetProperty(patch.CustomFieldName!, out var from))
            from.WriteTo(writer);
        else
            writer.WriteNullValue();
        writer.WritePropertyName("to");
        writer.WriteRawValue(patch.CustomFieldJson!);
        writer.WriteEndObject();
    }

    private static string? Text(decimal? amount) => amount?.ToString("0.00", CultureInfo.InvariantCulture);
}
