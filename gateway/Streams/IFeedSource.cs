using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Where the gateway reads the log. Null answers mean: not now.</summary>
public interface IFeedSource
{
    /// <summary>Events after a position; see <see cref="IFeedGrain.Read"/>.</summary>
    Task<FeedPage?> ReadAsync(long after, int max, TimeSpan wait, CancellationToken cancellation);

    /// <summary>One subject's events after a position; see <see cref="IFeedGrain.ReadSubject"/>.</summary>
    Task<FeedPage?> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation);
}
