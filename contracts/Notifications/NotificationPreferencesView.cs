namespace Crm.Actors.Contracts.Notifications;

/// <summary>A user's preferences.</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Version">Number of changes so far, 0 for those that nobody has set; also the strong ETag.</param>
/// <param name="Preferences">The preferences.</param>
[GenerateSerializer, Immutable, Alias("crm.NotificationPreferencesView")]
public sealed record NotificationPreferencesView(
    [property: Id(0)] Guid UserId,
    [property: Id(1)] long Version,
    [property: Id(2)] NotificationPreferences Preferences);
