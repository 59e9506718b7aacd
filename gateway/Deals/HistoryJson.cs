using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Writes a deal's history in its wire shape: the id and type of each entry are those of its CloudEvent.</summary>
internal static class HistoryJson
{
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");

    public static void Write(Utf8JsonWriter json, HistoryPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var entry in page.Items)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, entry.Id);
            json.WriteNumber("version"u8, entry.Sequence);
            json.WriteNumber("position"u8, entry.Position);
            json.WriteString("type"u8, entry.Type);
            json.WriteTime(At, entry.Time);
            json.WriteString("actorId"u8, entry.ActorId);
            json.WritePropertyName("data"u8);
            json.WriteRawValue(entry.Data.Span, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }
}
