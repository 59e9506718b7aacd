using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Grains.Feed;

/// <summary>The log as its readers need it. Implementations answer only stretches that they have proven to be without gaps.</summary>
public interface IFeedLog
{
    /// <summary>Events after a position; waits for the next one when there is none yet.</summary>
    /// <param name="after">Read from the next position on. A position beyond the head is answered at once, empty, with the true head.</param>
    /// <param name="max">At most this many, 1 to 4096; an answer may be shorter to stay small in bytes.</param>
    /// <param name="wait">How long to wait; zero answers at once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="FeedUnavailableException">The log cannot be read now.</exception>
    Task<FeedPage> ReadAsync(long after, int max, TimeSpan wait, CancellationToken cancellation);

    /// <summary>One subject's events after a position. An answer shorter than <paramref name="max"/> that ends in no event reaches to its head.</summary>
    /// <exception cref="FeedUnavailableException">The log cannot be read now.</exception>
    Task<FeedPage> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation);
}
