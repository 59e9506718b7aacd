using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>What is asked of other grains while notifications are made and go out.</summary>
public sealed class NotificationCalls(IGrainFactory grains)
{
    /// <summary>A deal as somebody sees it now; null when they do not.</summary>
    /// <exception cref="NotificationsUnavailableException">It cannot be asked.</exception>
    public async Task<DealView?> SeeAsync(Guid dealId, Recipient recipient)
    {
        var result = await grains.GetGrain<IDealGrain>(dealId).Get(recipient.Caller);
        return result.Rejection is null or { Code: RejectionCode.NotFound } ? result.Value : throw Unavailable(result.Rejection);
    }

    /// <exception cref="NotificationsUnavailableException">They cannot be asked.</exception>
    public async Task<NotificationPreferences> PreferencesAsync(Guid userId) =>
        Accepted(await grains.GetGrain<INotificationPreferencesGrain>(NotificationIds.OfPreferences(userId)).Get(userId)).Preferences;

    /// <exception cref="NotificationsUnavailableException">It is not known to be made.</exception>
    /// <exception cref="NotificationRefusedException">It never will be.</exception>
    public async Task CreateAsync(NewNotification command) =>
        Accepted(await Notification(NotificationIds.Of(command.UserId, command.Content.EventId)).Create(command));

    /// <exception cref="NotificationsUnavailableException">It is not known to be done.</exception>
    public async Task DeliverAsync(Guid notificationId, DeliverNotification command) => Accepted(await Notification(notificationId).Deliver(command));

    /// <returns>The digest that was sent first under the id.</returns>
    /// <exception cref="NotificationsUnavailableException">It is not known to be sent.</exception>
    public async Task<NotificationView> SendAsync(SendDigest command) => Accepted(await Notification(command.Message.Content.EventId).Send(command));

    /// <summary>A command that nobody's request is behind.</summary>
    /// <param name="userId">Who caused it.</param>
    public static CommandContext ContextOf(Guid userId) => new(new Caller(userId, [], [], "en", null), null, default, null);

    private INotificationGrain Notification(Guid id) => grains.GetGrain<INotificationGrain>(id);

    private static T Accepted<T>(CommandResult<T> result)
        where T : class
    {
        if (result.Value is { } value)
            return value;
        if (result.Rejection is { Code: RejectionCode.Invalid or RejectionCode.NotFound or RejectionCode.NotAllowedNow } refusal)
            throw new NotificationRefusedException(refusal.Detail);
        throw Unavailable(result.Rejection);
    }

    private static NotificationsUnavailableException Unavailable(Rejection? rejection) => new(rejection?.Detail ?? "There was no answer.");
}
