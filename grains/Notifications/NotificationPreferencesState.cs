using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The state of a user's preferences.</summary>
/// <param name="View">The preferences.</param>
/// <param name="UpdatedAt">When they were set last.</param>
public sealed record NotificationPreferencesState(NotificationPreferencesView View, DateTimeOffset UpdatedAt)
    : IAggregateState<NotificationPreferencesState, NotificationPreferencesEvent, NotificationPreferencesView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <inheritdoc/>
    public static NotificationPreferencesState Apply(NotificationPreferencesState? state, Recorded<NotificationPreferencesEvent> recorded) => recorded.Data switch
    {
        NotificationPreferencesSet set => new(new(set.UserId, recorded.Version, set.Preferences), recorded.At),
        _ => throw new InvalidOperationException($"Preferences have no {recorded.Data.GetType().Name}."),
    };
}
