namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A notification, or a digest, goes out on a channel: the event is the message.</summary>
/// <param name="Id">The notification, or the digest.</param>
/// <param name="UserId">Whom it is for.</param>
/// <param name="Channel">One of <see cref="NotificationChannels.Outgoing"/>.</param>
/// <param name="Message">What is to be sent.</param>
public abstract record NotificationSent(Guid Id, Guid UserId, string Channel, NotificationMessage Message) : NotificationEvent(UserId);
