namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>A user has other preferences.</summary>
[EventType("notification.preferences.set", 1)]
public sealed record NotificationPreferencesSet(Guid UserId, NotificationPreferences Preferences) : NotificationPreferencesEvent(UserId);
