using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Telegram chats. What goes there is sent from the queue <c>notifications.telegram</c>.</summary>
public sealed class TelegramChannel : INotificationChannel
{
    /// <inheritdoc/>
    public string Name => NotificationChannels.Telegram;

    /// <inheritdoc/>
    public bool Reaches(Recipient recipient) => recipient.HasTelegram;
}
