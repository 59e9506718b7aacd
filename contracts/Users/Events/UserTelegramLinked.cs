namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user has a Telegram chat, or another one.</summary>
/// <param name="User">Where the user stands.</param>
/// <param name="Chat">For the row alone; null when read from the log.</param>
[EventType("user.telegram.linked", 1)]
public sealed record UserTelegramLinked(UserContext User, TelegramChat? Chat) : UserEvent(User);
