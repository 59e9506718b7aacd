using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Writes what is different in a deal; changes have the shape that they have in <c>deal.updated</c>.</summary>
internal static class DealDiffJson
{
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");

    public static void Write(Utf8JsonWriter json, DealDiff diff)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, diff.DealId);
        Version(json, "from", diff.FromVersion, diff.FromAt);
        Version(json, "to", diff.ToVersion, diff.ToAt);
        json.WriteStartObject("changes"u8);
        foreach (var change in diff.Changes)
        {
            json.WriteStartObject(change.Field);
            json.WritePropertyName("from"u8);
            json.WriteRawValue(change.From, skipInputValidation: true);
            json.WritePropertyName("to"u8);
            json.WriteRawValue(change.To, skipInputValidation: true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Version(Utf8JsonWriter json, string name, long version, DateTimeOffset at)
    {
        json.WriteStartObject(name);
        json.WriteNumber("version"u8, version);
        json.WriteTime(At, at);
        json.WriteEndObject();
    }
}
