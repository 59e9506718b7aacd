namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// Makes notifications and lets them go out, one turn after another: the key is 0, so there is one of it among all silos. Were there two
/// for a moment, they would do the same twice, which does nothing.
/// </summary>
[Alias("crm.INotificationDispatcherGrain")]
public interface INotificationDispatcherGrain : IGrainWithIntegerKey
{
    /// <summary>Does some of what waits.</summary>
    /// <returns>Whether it got on; otherwise it is better to wait a moment.</returns>
    [Alias("Run"), ResponseTimeout("00:00:15")]
    Task<bool> Run();
}
