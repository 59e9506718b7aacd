using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Who the bot is when it asks grains: the linked user with the rights of now, and itself only to confirm a code.</summary>
public static class BotCallers
{
    public static Caller Of(UserView user, BotLanguage language) => new(user.Id, user.Roles, user.Teams, language.Tag(), TraceParent: null);

    /// <summary>The bot as it confirms a code that was typed into a chat. It is no user, so nothing but that check knows its role.</summary>
    public static Caller Bot { get; } = new(BotIds.Bot, ImmutableArray.Create(RoleNames.Administrator), [], "en", TraceParent: null);
}
