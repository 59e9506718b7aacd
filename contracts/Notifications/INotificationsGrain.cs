namespace Crm.Actors.Contracts.Notifications;

/// <summary>Notifications and preferences of all users, each for its own user alone. A stateless worker; the key has no meaning (use 0).</summary>
/// <remarks>What is not the caller's is <see cref="RejectionCode.NotFound"/>; a wrong cursor answers <see cref="RejectionCode.Invalid"/> with the pointer <c>#/cursor</c>.</remarks>
[Alias("crm.INotificationsGrain")]
public interface INotificationsGrain : IGrainWithIntegerKey
{
    [Alias("List")]
    Task<CommandResult<NotificationPage>> List(ListNotifications query);

    [Alias("MarkRead")]
    Task<CommandResult<NotificationView>> MarkRead(MarkNotificationRead command);

    /// <summary>May take as long as there are unread ones: some thousands a second. Repeat it when it was not answered.</summary>
    [Alias("MarkAllRead"), ResponseTimeout("00:00:15")]
    Task<CommandResult<NotificationsRead>> MarkAllRead(MarkAllNotificationsRead command);

    [Alias("GetPreferences")]
    Task<CommandResult<NotificationPreferencesView>> GetPreferences(Caller caller);

    [Alias("SetPreferences")]
    Task<CommandResult<NotificationPreferencesView>> SetPreferences(SetNotificationPreferences command);
}
