namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A notification went out on a channel as a part of a digest.</summary>
/// <param name="UserId">Whom it is for.</param>
/// <param name="Channel">The channel.</param>
/// <param name="DigestId">The digest, whose events have the message.</param>
[EventType("notification.digested", 1)]
public sealed record NotificationDigested(Guid UserId, string Channel, Guid DigestId) : NotificationEvent(UserId);
