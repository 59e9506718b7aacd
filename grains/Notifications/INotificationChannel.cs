using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// A way out of the system. Those that are registered can be chosen in preferences, and no others: e-mail is a port that nothing here implements. The
/// message itself is an event, such as <c>notification.email</c>: who sends it gets it from the exchange, at least once.
/// </summary>
public interface INotificationChannel
{
    /// <summary>One of <see cref="NotificationChannels.Outgoing"/>.</summary>
    string Name { get; }

    /// <summary>Whether somebody can be reached on it now.</summary>
    bool Reaches(Recipient recipient);
}
