namespace Crm.Actors.Contracts.Notifications;

/// <summary>Marks a notification of the caller's as read; one that is read stays as it is.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="NotificationId">The notification.</param>
[GenerateSerializer, Immutable, Alias("crm.MarkNotificationRead")]
public sealed record MarkNotificationRead([property: Id(0)] CommandContext Context, [property: Id(1)] Guid NotificationId);
