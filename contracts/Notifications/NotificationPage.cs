using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>A page of a user's notifications, newest first.</summary>
/// <param name="Items">The notifications.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
/// <param name="Unread">How many of all are unread.</param>
[GenerateSerializer, Immutable, Alias("crm.NotificationPage")]
public sealed record NotificationPage(
    [property: Id(0)] ImmutableArray<NotificationView> Items,
    [property: Id(1)] string? NextCursor,
    [property: Id(2)] long Unread);
