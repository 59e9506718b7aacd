using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Telegram;

/// <summary>The JSON schemas of Telegram links.</summary>
internal static class TelegramSchemas
{
    public const string TelegramCode = "TelegramCode";
    public const string TelegramConfirmation = "TelegramConfirmation";
    public const string TelegramLink = "TelegramLink";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(TelegramCode, _ => Object(
            "A code to type into the chat with the bot, once.",
            [(TelegramFields.Code, Text("Digits and capital letters, without I, L, O and U.", 8, 8)), ("expiresAt", Time("When it is good no more."))])),
        new(TelegramConfirmation, _ => Object(
            "A code that was typed into a chat.",
            [(TelegramFields.Code, Text("As it was typed.")), (TelegramFields.ChatId, Chat)],
            (TelegramFields.Username, Username)).Closed()),
        new(TelegramLink, _ => Object(
            "A user's Telegram chat.",
            [("userId", Uuid("The user.")), (TelegramFields.ChatId, Chat), (TelegramFields.Username, Username), ("linkedAt", Time("When it was confirmed."))])),
    ];

    private static OpenApiSchema Chat => Integer("Telegram's number of the chat; not 0.");

    private static OpenApiSchema Username => Text("The name in Telegram, without the at sign.", 1, 32).OrNull();
}
