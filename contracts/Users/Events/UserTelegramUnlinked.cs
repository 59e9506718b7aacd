namespace Crm.Actors.Contracts.Users.Events;

/// <summary>A user has no Telegram chat any more.</summary>
[EventType("user.telegram.unlinked", 1)]
public sealed record UserTelegramUnlinked(UserContext User) : UserEvent(User);
