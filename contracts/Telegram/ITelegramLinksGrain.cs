using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Contracts.Telegram;

/// <summary>Which Telegram chat is whose. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.ITelegramLinksGrain")]
public interface ITelegramLinksGrain : IGrainWithIntegerKey
{
    /// <summary>A new code for the caller; the one before it is good no more.</summary>
    [Alias("IssueCode")]
    Task<CommandResult<TelegramCode>> IssueCode(Caller caller);

    /// <summary>
    /// Uses up a code. One that is wrong, expired or used is <see cref="RejectionCode.Invalid"/> in the same words;
    /// <see cref="RejectionCode.Taken"/> when the chat is another user's; <see cref="RejectionCode.TooManyAttempts"/> after 10 wrong codes of
    /// the caller within a minute, or 100 of all callers.
    /// </summary>
    [Alias("Confirm")]
    Task<CommandResult<TelegramLink>> Confirm(ConfirmTelegram command);

    /// <summary>The caller's link.</summary>
    [Alias("Get")]
    Task<CommandResult<TelegramLink>> Get(Caller caller);

    [Alias("Unlink")]
    Task<CommandResult<TelegramUnlinked>> Unlink(UnlinkTelegram command);

    /// <summary>The user of a chat, for the bot. One who is disabled is not found.</summary>
    [Alias("FindUser")]
    Task<CommandResult<UserView>> FindUser(long chatId);
}
