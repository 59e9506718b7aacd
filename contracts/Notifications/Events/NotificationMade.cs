using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>There is a notification.</summary>
/// <param name="Id">The notification.</param>
/// <param name="UserId">Whom it is for.</param>
/// <param name="Content">What it is about.</param>
/// <param name="Channels">Where the user wants it.</param>
/// <param name="Pending">Where it still has to go out, and when.</param>
public abstract record NotificationMade(
    Guid Id, Guid UserId, NotificationContent Content, ImmutableArray<string> Channels, ImmutableArray<PendingDelivery> Pending)
    : NotificationEvent(UserId);
