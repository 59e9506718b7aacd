using System.Text.Json;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Telegram;

/// <summary>Writes codes and links in their wire shape.</summary>
internal static class TelegramJson
{
    private static readonly JsonEncodedText ExpiresAt = JsonEncodedText.Encode("expiresAt");
    private static readonly JsonEncodedText LinkedAt = JsonEncodedText.Encode("linkedAt");

    public static void WriteCode(Utf8JsonWriter json, TelegramCode code)
    {
        json.WriteStartObject();
        json.WriteString(TelegramFields.Code, code.Code);
        json.WriteTime(ExpiresAt, code.ExpiresAt);
        json.WriteEndObject();
    }

    public static void WriteLink(Utf8JsonWriter json, TelegramLink link)
    {
        json.WriteStartObject();
        json.WriteString("userId"u8, link.UserId);
        json.WriteNumber(TelegramFields.ChatId, link.ChatId);
        json.WriteString(TelegramFields.Username, link.Username);
        json.WriteTime(LinkedAt, link.LinkedAt);
        json.WriteEndObject();
    }
}
