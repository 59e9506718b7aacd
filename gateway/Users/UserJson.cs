using System.Text.Json;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Users;

/// <summary>Writes users, roles and sessions in their wire shape.</summary>
internal static class UserJson
{
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");
    private static readonly JsonEncodedText StartedAt = JsonEncodedText.Encode("startedAt");
    private static readonly JsonEncodedText LastUsedAt = JsonEncodedText.Encode("lastUsedAt");
    private static readonly JsonEncodedText ExpiresAt = JsonEncodedText.Encode("expiresAt");

    public static void Write(Utf8JsonWriter json, UserView user)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, user.Id);
        json.WriteNumber("version"u8, user.Version);
        json.WriteString("email"u8, user.Email);
        json.WriteString("displayName"u8, user.DisplayName);
        json.WriteStartArray("roles"u8);
        foreach (var role in user.Roles) json.WriteStringValue(role);
        json.WriteEndArray();
        json.WriteStartArray("teams"u8);
        foreach (var team in user.Teams) json.WriteStringValue(team);
        json.WriteEndArray();
        json.WriteBoolean("disabled"u8, user.Disabled);
        json.WriteTime(CreatedAt, user.CreatedAt);
        json.WriteTime(UpdatedAt, user.UpdatedAt);
        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, UserPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var user in page.Items) Write(json, user);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    public static void WriteRole(Utf8JsonWriter json, RoleView role)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, role.Id);
        json.WriteString(UserFields.Name, role.Name);
        json.WriteString(UserFields.Description, role.Description);
        json.WriteTime(CreatedAt, role.CreatedAt);
        json.WriteEndObject();
    }

    public static void WriteRoles(Utf8JsonWriter json, RoleList roles)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var role in roles.Items) WriteRole(json, role);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteSessions(Utf8JsonWriter json, SessionList sessions)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var session in sessions.Items) Write(json, session);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, SessionView session)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, session.Id);
        json.WriteTime(StartedAt, session.StartedAt);
        json.WriteTime(LastUsedAt, session.LastUsedAt);
        json.WriteTime(ExpiresAt, session.ExpiresAt);
        json.WriteString("address"u8, session.Origin.Address);
        json.WriteString("userAgent"u8, session.Origin.UserAgent);
        json.WriteEndObject();
    }
}
