namespace Crm.Actors.Grains.Notifications;

/// <inheritdoc cref="INotificationDispatcherGrain"/>
[GrainType("notification-dispatcher")]
public sealed class NotificationDispatcherGrain(NotificationMaker maker, NotificationSender sender) : Grain, INotificationDispatcherGrain
{
    private const int AtOnce = 256;

    /// <inheritdoc/>
    public async Task<bool> Run()
    {
        // Made first: what was just made and is due goes out in its place among the others.
        var made = await maker.RunAsync(AtOnce);
        return await sender.RunAsync(AtOnce) + made > 0;
    }
}
