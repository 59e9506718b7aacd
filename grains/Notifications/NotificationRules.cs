using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>What each command does to a notification; pure.</summary>
public static class NotificationRules
{
    public static Decision<NotificationEvent> Create(Guid id, NotificationState? state, NewNotification command)
    {
        if (state is not null)
            return Decision<NotificationEvent>.Nothing;
        return command.Channels.Contains(NotificationChannels.InApp, StringComparer.Ordinal)
            ? new NotificationCreated(id, command.UserId, command.Content, command.Channels, command.Pending)
            : new NotificationQueued(id, command.UserId, command.Content, command.Channels, command.Pending);
    }

    public static Decision<NotificationEvent> MarkRead(NotificationState? state, MarkNotificationRead command)
    {
        if (state is null || state.View.UserId != command.Context.Caller.UserId || !state.View.IsInApp)
            return Rejections.NotFound;
        return state.View.ReadAt is null ? new NotificationRead(state.View.Id, state.View.UserId) : Decision<NotificationEvent>.Nothing;
    }

    public static Decision<NotificationEvent> Deliver(NotificationState? state, DeliverNotification command)
    {
        if (state is null)
            return Rejections.NotFound;
        if (!state.Pending.Any(delivery => string.Equals(delivery.Channel, command.Channel, StringComparison.Ordinal)))
            return Decision<NotificationEvent>.Nothing;
        var user = state.View.UserId;
        if (command.Message is { } message)
            return Sent(state.View.Id, user, command.Channel, message);
        return command.DigestId is { } digest
            ? new NotificationDigested(user, command.Channel, digest)
            : new NotificationDropped(user, command.Channel, command.Dropped ?? "unknown");
    }

    public static Decision<NotificationEvent> Send(NotificationState? state, SendDigest command) =>
        state is null ? Sent(command.Message.Content.EventId, command.UserId, command.Channel, command.Message) : Decision<NotificationEvent>.Nothing;

    private static NotificationSent Sent(Guid id, Guid user, string channel, NotificationMessage message) =>
        string.Equals(channel, NotificationChannels.Email, StringComparison.Ordinal)
            ? new NotificationToEmail(id, user, message)
            : new NotificationToTelegram(id, user, message);
}
