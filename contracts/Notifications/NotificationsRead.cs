namespace Crm.Actors.Contracts.Notifications;

/// <summary>What <see cref="MarkAllNotificationsRead"/> did.</summary>
/// <param name="Marked">How many it marked.</param>
[GenerateSerializer, Immutable, Alias("crm.NotificationsRead")]
public sealed record NotificationsRead([property: Id(0)] long Marked);
