using System.Text.Json;
using Crm.Actors.Contracts.Telegram;

namespace Crm.Actors.Gateway.Telegram.Webhook;

/// <summary>
/// Reads what Telegram posts (https://core.telegram.org/bots/api#update). Unlike our own interface it takes members that it does not know: Telegram adds
/// some with every version.
/// </summary>
internal static class UpdateReader
{
    private const int LongestText = 4096;
    private const int LongestData = 64;
    private const int LongestName = 32;
    private const int LongestLanguage = 35;
    private const int LongestPress = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 32 };

    /// <summary>The update.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="update">Null for one that is nothing to the bot, such as a new member of a group.</param>
    /// <returns>Whether it is an update at all.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out TelegramUpdate? update)
    {
        update = null;
        try
        {
            using var document = JsonDocument.Parse(body.ToArray(), Options);
            var root = document.RootElement;
            if (Number(root, "update_id") is not { } id) return false;
            update = Member(root, "callback_query") is { } press ? OfPress(id, press) : Member(root, "message") is { } message ? OfMessage(id, message) : null;
            return true;
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // Also for text that is no UTF-16 when it is unescaped.
            return false;
        }
    }

    private static TelegramUpdate? OfMessage(long id, JsonElement message) =>
        ChatOf(message) is { } chat && Text(message, "text") is { Length: <= LongestText } text ? Of(id, chat, Member(message, "from")) with { Text = text } : null;

    private static TelegramUpdate? OfPress(long id, JsonElement press)
    {
        if (Member(press, "message") is not { } message || ChatOf(message) is not { } chat
            || Text(press, "id") is not { Length: > 0 and <= LongestPress } pressId || Text(press, "data") is not { Length: <= LongestData } data)
        {
            return null;
        }

        var messageId = Number(message, "message_id");
        return Of(id, chat, Member(press, "from")) with
        {
            PressId = pressId,
            PressData = data,
            MessageId = messageId is > 0 and <= int.MaxValue ? (int)messageId.Value : null,
        };
    }

    private static TelegramUpdate Of(long id, long chat, JsonElement? from) => new()
    {
        UpdateId = id,
        ChatId = chat,
        SenderId = from is { } sender ? Number(sender, "id") : null,
        Username = from is { } person && Text(person, "username") is { Length: > 0 and <= LongestName } name && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_') ? name : null,
        Language = from is { } speaker && Text(speaker, "language_code") is { Length: > 0 and <= LongestLanguage } language ? language : null,
    };

    private static long? ChatOf(JsonElement message) => Member(message, "chat") is { } chat && Number(chat, "id") is { } id && id != 0 ? id : null;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long? Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    private static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;
}
