using System.Text.Json;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Auth.Audit;

/// <summary>Writes security events in their wire shape.</summary>
internal static class AuditJson
{
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");

    public static void WritePage(Utf8JsonWriter json, AuditPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var entry in page.Items) Write(json, entry);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AuditEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, entry.Id);
        json.WriteTime(At, entry.At);
        json.WriteString("action"u8, entry.Action);
        json.WriteString("outcome"u8, entry.Outcome);
        WriteId(json, "actorId", entry.ActorId);
        WriteId(json, "userId", entry.UserId);
        json.WriteString("email"u8, entry.Email);
        json.WriteString("address"u8, entry.Origin.Address);
        json.WriteString("userAgent"u8, entry.Origin.UserAgent);
        json.WriteString("detail"u8, entry.Detail);
        json.WriteString("traceparent"u8, entry.TraceParent);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, string name, Guid? id)
    {
        if (id is { } value) json.WriteString(name, value);
        else json.WriteNull(name);
    }
}
