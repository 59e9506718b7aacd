namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A message for the user's e-mail address, which whoever sends it looks up.</summary>
[EventType("notification.email", 1)]
public sealed record NotificationToEmail(Guid UserId, NotificationMessage Message)
    : NotificationSent(UserId, NotificationChannels.Email, Message);
