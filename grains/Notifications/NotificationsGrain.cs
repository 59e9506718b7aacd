using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Kernel;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Notifications;

/// <inheritdoc cref="INotificationsGrain"/>
[StatelessWorker, Reentrant]
public sealed class NotificationsGrain(INotificationReads reads) : Grain, INotificationsGrain
{
    private const int AtOnce = 256;

    /// <inheritdoc/>
    public async Task<CommandResult<NotificationPage>> List(ListNotifications query)
    {
        try
        {
            return await reads.ListAsync(query);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }

    /// <inheritdoc/>
    public Task<CommandResult<NotificationView>> MarkRead(MarkNotificationRead command) => Notification(command.NotificationId).MarkRead(command);

    /// <inheritdoc/>
    public async Task<CommandResult<NotificationsRead>> MarkAllRead(MarkAllNotificationsRead command)
    {
        // One key cannot be that of many commands.
        var context = command.Context with { IdempotencyKey = null, Until = null };
        var (marked, position, before) = (0L, 0L, long.MaxValue);
        try
        {
            while (true)
            {
                var unread = await reads.UnreadAsync(context.Caller.UserId, before, AtOnce);
                if (unread.IsEmpty)
                    return new(new(marked), position, null);
                var results = await Task.WhenAll(unread.Select(one => Notification(one.Id).MarkRead(new MarkNotificationRead(context, one.Id))));
                if (Array.Find(results, static result => result.Rejection is { Code: not RejectionCode.NotFound }) is { } failed)
                    return new(null, 0, failed.Rejection! with { AskAgain = false }); // some are marked
                marked += results.Count(static result => result.Rejection is null);
                position = Math.Max(position, results.Max(static result => result.Position));
                before = unread[^1].Position;
            }
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }

    /// <inheritdoc/>
    public Task<CommandResult<NotificationPreferencesView>> GetPreferences(Caller caller) => Preferences(caller.UserId).Get(caller.UserId);

    /// <inheritdoc/>
    public Task<CommandResult<NotificationPreferencesView>> SetPreferences(SetNotificationPreferences command) => Preferences(command.Context.Caller.UserId).Set(command);

    private INotificationGrain Notification(Guid id) => GrainFactory.GetGrain<INotificationGrain>(id);

    private INotificationPreferencesGrain Preferences(Guid userId) => GrainFactory.GetGrain<INotificationPreferencesGrain>(NotificationIds.OfPreferences(userId));
}
