using System.Text.Json;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Notes;

/// <summary>Writes notes in their wire shape.</summary>
internal static class NoteJson
{
    private static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("createdAt");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updatedAt");

    public static void Write(Utf8JsonWriter json, NoteView note)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, note.Id);
        json.WriteNumber("version"u8, note.Version);
        json.WriteString("dealId"u8, note.DealId);
        json.WriteString("authorId"u8, note.AuthorId);
        json.WriteString(NoteFields.Text, note.Text);
        json.WriteTime(CreatedAt, note.CreatedAt);
        json.WriteTime(UpdatedAt, note.UpdatedAt);
        json.WriteEndObject();
    }

    public static void WritePage(Utf8JsonWriter json, NotePage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var note in page.Items) Write(json, note);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteEndObject();
    }
}
