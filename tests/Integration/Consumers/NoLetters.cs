using System.Collections.Immutable;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>A place for dead letters that is away.</summary>
internal sealed class NoLetters : IDeadLetters
{
    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellation) => throw new DeadLettersUnavailableException("away");

    public Task<DeadLetterList> ListAsync(int max, CancellationToken cancellation) => throw new DeadLettersUnavailableException("away");

    public Task<int> ReplayAsync(ImmutableArray<string> ids, CancellationToken cancellation) => throw new DeadLettersUnavailableException("away");

    public Task<int> DropAsync(ImmutableArray<string> ids, CancellationToken cancellation) => throw new DeadLettersUnavailableException("away");
}
