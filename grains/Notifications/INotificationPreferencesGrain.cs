using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The preferences of one user; the key is <see cref="NotificationIds.OfPreferences"/>. Only silos call it, for that user.</summary>
[Alias("crm.INotificationPreferencesGrain")]
public interface INotificationPreferencesGrain : IGrainWithGuidKey
{
    /// <summary>Those that are set, or the ones of whoever has set none.</summary>
    /// <param name="userId">Whose.</param>
    [Alias("Get")]
    Task<CommandResult<NotificationPreferencesView>> Get(Guid userId);

    [Alias("Set")]
    Task<CommandResult<NotificationPreferencesView>> Set(SetNotificationPreferences command);
}
