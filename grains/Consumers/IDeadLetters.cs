using System.Collections.Immutable;
using Crm.Actors.Contracts.DeadLetters;

namespace Crm.Actors.Grains.Consumers;

/// <summary>Where events go that a consumer cannot process: the broker's dead-letter queue, or the database where there is no broker.</summary>
public interface IDeadLetters
{
    /// <summary>Ends when the letter is durable. The same event parked again by the same consumer may appear twice; readers show it once.</summary>
    /// <exception cref="DeadLettersUnavailableException">It is not known to be durable; park it again.</exception>
    Task ParkAsync(ParkedEvent parked, CancellationToken cancellation);

    /// <summary>The oldest letters.</summary>
    /// <exception cref="DeadLettersUnavailableException">They cannot be read now.</exception>
    Task<DeadLetterList> ListAsync(int max, CancellationToken cancellation);

    /// <summary>Sends letters to their consumer again. An empty list means all.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="DeadLettersUnavailableException">Not all may have been sent; repeat.</exception>
    Task<int> ReplayAsync(ImmutableArray<string> ids, CancellationToken cancellation);

    /// <summary>Deletes letters. An empty list means all.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="DeadLettersUnavailableException">Not all may have been deleted; repeat.</exception>
    Task<int> DropAsync(ImmutableArray<string> ids, CancellationToken cancellation);
}
