using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Makes the notification that the grain stands for, unless it is there.</summary>
/// <param name="Context">The caller is who caused the event.</param>
/// <param name="UserId">Whom it is for.</param>
/// <param name="Content">What it is about.</param>
/// <param name="Channels">Where the user wants it; not empty.</param>
/// <param name="Pending">Where it has to go out, and when.</param>
[GenerateSerializer, Immutable, Alias("crm.NewNotification")]
public sealed record NewNotification(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid UserId,
    [property: Id(2)] NotificationContent Content,
    [property: Id(3)] ImmutableArray<string> Channels,
    [property: Id(4)] ImmutableArray<PendingDelivery> Pending);
