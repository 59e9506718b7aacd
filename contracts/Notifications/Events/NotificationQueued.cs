using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>There is a notification that only goes out, and is in no list.</summary>
[EventType("notification.queued", 1)]
public sealed record NotificationQueued(
    Guid Id, Guid UserId, NotificationContent Content, ImmutableArray<string> Channels, ImmutableArray<PendingDelivery> Pending)
    : NotificationMade(Id, UserId, Content, Channels, Pending);
