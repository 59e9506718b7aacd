namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>Something that happened to a notification.</summary>
/// <param name="UserId">Whom it is for; nobody else sees its events.</param>
public abstract record NotificationEvent(Guid UserId);
