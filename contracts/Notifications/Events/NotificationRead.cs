namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A notification was read.</summary>
/// <param name="Id">The notification.</param>
/// <param name="UserId">Whom it is for.</param>
[EventType("notification.read", 1)]
public sealed record NotificationRead(Guid Id, Guid UserId) : NotificationEvent(UserId);
