using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Telegram;

/// <summary>Reads the bodies of requests about Telegram links into commands.</summary>
internal static class TelegramBodies
{
    public static ConfirmTelegram Confirm(ref StrictJson json, CommandContext context, Origin origin)
    {
        string? code = null, username = null;
        long? chat = null;
        while (json.Next(TelegramFields.OfConfirmation, out var member))
        {
            if (member is TelegramFields.Code) code = json.Text().Value;
            else if (member is TelegramFields.ChatId) chat = json.Integer().Value;
            else username = json.Text().Value;
        }

        json.Require(TelegramFields.Code, code is not null);
        json.Require(TelegramFields.ChatId, chat is not null);
        return new ConfirmTelegram(context, origin, code ?? "", chat ?? 0, username);
    }

    /// <summary>Who asks for a code.</summary>
    public static Caller Code(ref StrictJson json, CommandContext context) => Nothing(ref json, context).Caller;

    public static UnlinkTelegram Unlink(ref StrictJson json, CommandContext context, Origin origin) => new(Nothing(ref json, context), origin);

    private static CommandContext Nothing(ref StrictJson json, CommandContext context)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(TelegramFields.None, out _)) continue;
        return context;
    }
}
