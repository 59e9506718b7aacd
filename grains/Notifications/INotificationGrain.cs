using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>One notification of one user, or one digest; the key is of <see cref="NotificationIds"/>. Only silos call it. Each command may be repeated.</summary>
[Alias("crm.INotificationGrain")]
public interface INotificationGrain : IGrainWithGuidKey
{
    [Alias("Create")]
    Task<CommandResult<NotificationView>> Create(NewNotification command);

    /// <summary>For whom it is; <see cref="RejectionCode.NotFound"/> for others, and for what is in no list.</summary>
    [Alias("MarkRead")]
    Task<CommandResult<NotificationView>> MarkRead(MarkNotificationRead command);

    [Alias("Deliver")]
    Task<CommandResult<NotificationView>> Deliver(DeliverNotification command);

    /// <summary>Answers the digest that was sent first.</summary>
    [Alias("Send")]
    Task<CommandResult<NotificationView>> Send(SendDigest command);
}
