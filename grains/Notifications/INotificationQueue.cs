using System.Collections.Immutable;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>What waits to be made or to go out.</summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> when the database does not answer within 2 s.</remarks>
public interface INotificationQueue
{
    /// <summary>Whether anything waits; cheap enough to be asked all day.</summary>
    /// <param name="now">The time.</param>
    Task<bool> HasWorkAsync(DateTimeOffset now);

    /// <summary>Events that nobody was told of yet, in the order of the log.</summary>
    /// <param name="after">The place in the log behind which to begin; 0 for the first.</param>
    /// <param name="max">At most so many.</param>
    Task<ImmutableArray<NotificationSource>> SourcesAsync(long after, int max);

    /// <summary>Ends the wait of events. One that comes back after a crash of the database finds its notifications made.</summary>
    /// <param name="positions">Their places in the log.</param>
    Task RemoveAsync(IReadOnlyCollection<long> positions);

    /// <summary>Notifications with a delivery that is due, by the time that they have been due and the order of their events.</summary>
    /// <param name="now">The time.</param>
    /// <param name="except">Users whose notifications are left out.</param>
    /// <param name="max">At most so many.</param>
    Task<ImmutableArray<NotificationState>> DueAsync(DateTimeOffset now, IReadOnlyCollection<Guid> except, int max);
}
