namespace Crm.Actors.Contracts.Notifications.Events;

/// <summary>Something that happened to a user's preferences.</summary>
/// <param name="UserId">Whose.</param>
public abstract record NotificationPreferencesEvent(Guid UserId);
