using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A user's list has one notification more.</summary>
[EventType("notification.created", 1)]
public sealed record NotificationCreated(
    Guid Id, Guid UserId, NotificationContent Content, ImmutableArray<string> Channels, ImmutableArray<PendingDelivery> Pending)
    : NotificationMade(Id, UserId, Content, Channels, Pending);
