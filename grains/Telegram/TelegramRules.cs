using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Telegram;

/// <summary>What linking does to a user; pure.</summary>
public static class TelegramRules
{
    private const int MaxUsername = 32;

    /// <summary>Another chat takes the place of the one before.</summary>
    public static Decision<UserEvent> Link(UserState? state, LinkTelegram command, DateTimeOffset now)
    {
        if (state is not { View.Disabled: false })
            return Rejections.NotFound;
        return state.Telegram is { } link && link.ChatId == command.ChatId && link.Username == command.Username
            ? Decision<UserEvent>.Nothing
            : new UserTelegramLinked(state.Context, new TelegramChat(command.ChatId, command.Username));
    }

    public static Decision<UserEvent> Unlink(UserState? state, UnlinkTelegram command, DateTimeOffset now)
    {
        if (state is null)
            return Rejections.NotFound;
        return state.Telegram is null ? Decision<UserEvent>.Nothing : new UserTelegramUnlinked(state.Context);
    }

    /// <summary>What is wrong with what the bot says of the chat; null when all is well.</summary>
    public static Rejection? Check(ConfirmTelegram command)
    {
        var errors = ImmutableArray.CreateBuilder<FieldError>();
        if (command.ChatId == 0)
            errors.Add(new("#/chatId", "Must not be 0."));
        if (command.Username is { } name && (name.Length is 0 or > MaxUsername || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_')))
            errors.Add(new("#/username", $"Must have 1 to {MaxUsername} ASCII letters, digits or underscores."));
        return errors.Count == 0 ? null : new Rejection(RejectionCode.Invalid, "The chat is not valid; see errors.") { Errors = errors.DrainToImmutable() };
    }
}
