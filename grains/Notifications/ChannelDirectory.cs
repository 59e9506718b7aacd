using System.Collections.Immutable;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The channels that this installation has.</summary>
public sealed class ChannelDirectory(IEnumerable<INotificationChannel> channels)
{
    private readonly ImmutableArray<INotificationChannel> _channels = [.. channels];

    /// <summary>Those that leave the system, in the order in which they are shown.</summary>
    public ImmutableArray<string> Outgoing => [.. NotificationChannels.Outgoing.Where(name => Find(name) is not null)];

    /// <summary>All that can be chosen, in the order in which they are shown.</summary>
    public ImmutableArray<string> All => [NotificationChannels.InApp, .. Outgoing];

    /// <summary>Whether somebody can be reached on a channel that leaves the system; nobody can on one that is not there.</summary>
    public bool Reaches(string name, Recipient recipient) => Find(name) is { } channel && channel.Reaches(recipient);

    private INotificationChannel? Find(string name)
    {
        foreach (var channel in _channels)
        {
            if (string.Equals(channel.Name, name, StringComparison.Ordinal))
                return channel;
        }

        return null;
    }
}
