using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Grains.Consumers;

/// <summary>Where a consumer's effects are, with the versions of the aggregates up to which they are there.</summary>
/// <typeparam name="TEffect">The consumer's effect; there is one consumer for each.</typeparam>
public interface IConsumerStore<TEffect>
{
    /// <summary>The consumer's name, such as <c>pipeline-summary</c>.</summary>
    string Consumer => typeof(TEffect).Name;

    /// <summary>
    /// Ends when every delivered event has had its effect exactly once, with those before it of the same aggregates, or is parked. Events
    /// that had theirs before, and those that the consumer does not want, do nothing.
    /// </summary>
    /// <param name="delivered">In any order, with any repeats, gaps and forgeries.</param>
    /// <param name="cancellation">Gives up; nothing of what is under way will be there by halves.</param>
    /// <exception cref="ConsumerUnavailableException">Not now; deliver again.</exception>
    Task ApplyAsync(IReadOnlyList<FeedEvent> delivered, CancellationToken cancellation);
}
