namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A message for the user's e-mail address, which whoever sends it looks up.</summary>
[EventType("notification.email", 1)]
public sealed record NotificationToEmail(Guid Id, Guid UserId, NotificationMessage Message)
    : NotificationSent(Id, UserId, NotificationChannels.Email, Message);
