using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Persistence.Relay;

/// <summary>What became of an attempt to publish.</summary>
/// <param name="Left">The events that are not known to be published, in feed order. Of a partition these are all from some event on, or all.</param>
/// <param name="Problem">Why there are any.</param>
public readonly record struct RelayOutcome(ImmutableArray<FeedEvent> Left, Exception? Problem)
{
    /// <summary>Everything is published.</summary>
    public static RelayOutcome Complete { get; } = new([], null);
}
