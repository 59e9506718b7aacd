namespace Crm.Actors.Contracts.Notifications;

/// <summary>Which of the caller's notifications to list, newest first.</summary>
/// <param name="Caller">Who asks; nobody sees those of others.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="NotificationPage.NextCursor"/> of the page before; null for the first page.</param>
/// <param name="OnlyUnread">Leaves out what was read.</param>
[GenerateSerializer, Immutable, Alias("crm.ListNotifications")]
public sealed record ListNotifications(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] int Limit,
    [property: Id(2)] string? Cursor,
    [property: Id(3)] bool OnlyUnread);
