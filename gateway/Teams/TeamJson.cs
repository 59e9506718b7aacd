using System.Text.Json;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Teams;

/// <summary>Writes teams and their members in their wire shape.</summary>
internal static class TeamJson
{
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");

    public static void Write(Utf8JsonWriter json, TeamView team)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, team.Id);
        json.WriteNumber("version"u8, team.Version);
        json.WriteString(TeamFields.Name, team.Name);
        json.WriteTime(CreatedAt, team.CreatedAt);
        json.WriteTime(UpdatedAt, team.UpdatedAt);
        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, TeamPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var team in page.Items) Write(json, team);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    public static void WriteMembers(Utf8JsonWriter json, TeamMemberPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var member in page.Items) Write(json, member);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, TeamMember member)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, member.Id);
        json.WriteString("displayName"u8, member.DisplayName);
        json.WriteStartArray("roles"u8);
        foreach (var role in member.Roles) json.WriteStringValue(role);
        json.WriteEndArray();
        if (member.Email is { } email) json.WriteString("email"u8, email);
        json.WriteEndObject();
    }
}
