namespace Crm.Actors.Grains.Notifications;

/// <summary>What a notification needs cannot be asked now; it waits.</summary>
public sealed class NotificationsUnavailableException : Exception
{
    public NotificationsUnavailableException()
    {
    }

    public NotificationsUnavailableException(string message)
        : base(message)
    {
    }

    public NotificationsUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
