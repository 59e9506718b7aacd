using System.Text.Json;
using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>Writes API keys in their wire shape.</summary>
internal static class ApiKeyJson
{
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText ExpiresAt = JsonEncodedText.Encode(ApiKeyFields.ExpiresAt);
    private static readonly JsonEncodedText LastUsedAt = JsonEncodedText.Encode("lastUsedAt");

    public static void WriteCreated(Utf8JsonWriter json, CreatedApiKey created)
    {
        json.WriteStartObject();
        WriteMembers(json, created.Key);
        json.WriteString("key"u8, created.Text);
        json.WriteEndObject();
    }

    public static void WriteList(Utf8JsonWriter json, ApiKeyList keys)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var key in keys.Items)
        {
            json.WriteStartObject();
            WriteMembers(json, key);
            if (key.LastUsedAt is { } used) json.WriteTime(LastUsedAt, used);
            else json.WriteNull(LastUsedAt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ApiKeyView key)
    {
        json.WriteString("id"u8, key.Id);
        json.WriteString(ApiKeyFields.Name, key.Name);
        json.WriteStartArray(ApiKeyFields.Scopes);
        foreach (var scope in key.Scopes) json.WriteStringValue(scope);
        json.WriteEndArray();
        json.WriteTime(CreatedAt, key.CreatedAt);
        json.WriteTime(ExpiresAt, key.ExpiresAt);
    }
}
