using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>Writes the figures of a pipeline in their wire shape, the same for an answer and for a message of a stream.</summary>
internal static class PipelineSummaryJson
{
    private static readonly JsonEncodedText Amount = JsonEncodedText.Encode(DealFields.Amount);

    public static void Write(Utf8JsonWriter json, PipelineSummary summary)
    {
        json.WriteStartObject();
        json.WriteString("pipelineId"u8, summary.PipelineId);
        WritePosition(json, "position"u8, summary.Position);
        WritePosition(json, "newest"u8, summary.Newest);
        json.WriteStartArray("totals"u8);
        foreach (var total in summary.Totals) Write(json, total);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PipelineTotal total)
    {
        json.WriteStartObject();
        json.WriteString("stage"u8, total.Stage);
        json.WriteString("status"u8, DealJson.NameOf(total.Status));
        json.WriteString("currency"u8, total.Currency);
        json.WriteNumber("count"u8, total.Count);
        json.WriteDecimal(Amount, total.Amount);
        json.WriteEndObject();
    }

    /// <summary>A position as a string, as in CloudEvents.</summary>
    private static void WritePosition(Utf8JsonWriter json, ReadOnlySpan<byte> name, long position) =>
        json.WriteString(name, position.ToString(CultureInfo.InvariantCulture));
}
