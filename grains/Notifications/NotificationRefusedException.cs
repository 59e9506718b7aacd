namespace Crm.Actors.Grains.Notifications;

/// <summary>A notification is refused, and would be again.</summary>
public sealed class NotificationRefusedException : Exception
{
    public NotificationRefusedException()
    {
    }

    public NotificationRefusedException(string message)
        : base(message)
    {
    }

    public NotificationRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
