using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Persistence.Relay;

/// <summary>Where the relay publishes.</summary>
public interface IRelayTarget
{
    /// <summary>
    /// Publishes events and ends when each is confirmed or known to have failed; never waits for ever. The events of one partition
    /// (<see cref="EventPartition"/>) are published in their order, and none after one that failed. A call comes when the one before has
    /// ended, unless that one was given up.
    /// </summary>
    /// <param name="events">In feed order; not empty.</param>
    /// <returns>What has to be published again.</returns>
    Task<RelayOutcome> PublishAsync(ImmutableArray<FeedEvent> events);
}
