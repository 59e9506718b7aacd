namespace Crm.Actors.Contracts.Notifications;

/// <summary>Marks all notifications of the caller's as read that there are when it begins. Repeating it does no harm; nothing is kept under a key.</summary>
/// <param name="Context">The command's context.</param>
[GenerateSerializer, Immutable, Alias("crm.MarkAllNotificationsRead")]
public sealed record MarkAllNotificationsRead([property: Id(0)] CommandContext Context);
