using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Telegram;

/// <summary>The names of members of Telegram links on the wire.</summary>
internal static class TelegramFields
{
    public const string Code = "code";
    public const string ChatId = "chatId";
    public const string Username = "username";

    public static readonly MemberNames OfConfirmation = new(Code, ChatId, Username);

    public static readonly MemberNames None = new();
}
