using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.DeadLetters;

/// <summary>Writes dead letters in their wire shape.</summary>
internal static class DeadLetterJson
{
    private static readonly JsonEncodedText At = JsonEncodedText.Encode("at");

    public static void Write(Utf8JsonWriter json, DeadLetterList list)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var letter in list.Letters) Write(json, letter);
        json.WriteEndArray();
        json.WriteNumber("total"u8, list.Total);
        json.WriteEndObject();
    }

    public static void WriteCount(Utf8JsonWriter json, int count)
    {
        json.WriteStartObject();
        json.WriteNumber("count"u8, count);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DeadLetter letter)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, letter.Id);
        json.WriteString("consumer"u8, letter.Consumer);
        json.WriteString("reason"u8, letter.Reason);
        json.WriteString("firstError"u8, letter.FirstError);
        json.WriteString("lastError"u8, letter.LastError);
        json.WriteNumber("attempts"u8, letter.Attempts);
        json.WriteTime(At, letter.At);
        json.WriteString("type"u8, letter.Type);
        json.WriteString("subject"u8, letter.Subject);
        // A string, as in the event itself.
        json.WriteString("sequence"u8, letter.Sequence?.ToString(CultureInfo.InvariantCulture));
        json.WriteString("body"u8, letter.Body);
        json.WriteEndObject();
    }
}
