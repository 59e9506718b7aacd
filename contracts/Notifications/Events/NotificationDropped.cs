namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A notification does not go out on a channel after all.</summary>
/// <param name="UserId">Whom it was for.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Reason"><c>unseen</c> when the user may not see the deal any more, <c>unlinked</c> when there is no chat, or no such channel any more, <c>disabled</c> when the user is.</param>
[EventType("notification.dropped", 1)]
public sealed record NotificationDropped(Guid UserId, string Channel, string Reason) : NotificationEvent(UserId);
