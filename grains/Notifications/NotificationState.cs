using System.Collections.Immutable;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>A notification's state. A digest is one, too, that nothing but its message ever happened to.</summary>
/// <param name="View">The notification as its user sees it.</param>
/// <param name="Pending">Where it still has to go out; each channel at most once.</param>
public sealed record NotificationState(NotificationView View, ImmutableArray<PendingDelivery> Pending)
    : IAggregateState<NotificationState, NotificationEvent, NotificationView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <summary>When the next delivery is due; null when none is.</summary>
    public DateTimeOffset? DueAt => Pending.IsEmpty ? null : Pending.Min(static delivery => delivery.Due);

    /// <inheritdoc/>
    public static NotificationState Apply(NotificationState? state, Recorded<NotificationEvent> recorded) => (state, recorded.Data) switch
    {
        (null, NotificationMade made) => new(New(made.Id, recorded, made.Content, made.Channels), made.Pending),
        (null, NotificationSent sent) => new(New(sent.Id, recorded, sent.Message.Content, [sent.Channel]), []),
        ({ } before, NotificationRead) => before with { View = before.View with { Version = recorded.Version, ReadAt = recorded.At } },
        ({ } before, NotificationSent sent) => Without(before, recorded.Version, sent.Channel),
        ({ } before, NotificationDigested digested) => Without(before, recorded.Version, digested.Channel),
        ({ } before, NotificationDropped dropped) => Without(before, recorded.Version, dropped.Channel),
        _ => throw new InvalidOperationException($"A notification has no {recorded.Data.GetType().Name} here."),
    };

    private static NotificationView New(Guid id, Recorded<NotificationEvent> recorded, NotificationContent content, ImmutableArray<string> channels) => new()
    {
        Id = id,
        Version = recorded.Version,
        UserId = recorded.Data.UserId,
        Content = content,
        Channels = channels,
        CreatedAt = recorded.At,
    };

    private static NotificationState Without(NotificationState before, long version, string channel) => new(
        before.View with { Version = version },
        before.Pending.RemoveAll(delivery => string.Equals(delivery.Channel, channel, StringComparison.Ordinal)));
}
