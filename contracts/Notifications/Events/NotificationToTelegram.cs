namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A message for the user's Telegram chat.</summary>
[EventType("notification.telegram", 1)]
public sealed record NotificationToTelegram(Guid Id, Guid UserId, NotificationMessage Message)
    : NotificationSent(Id, UserId, NotificationChannels.Telegram, Message);
