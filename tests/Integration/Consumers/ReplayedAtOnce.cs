using System.Collections.Immutable;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Dead letters that somebody replays as soon as they are there, while the round that parks them is still under way.</summary>
internal sealed class ReplayedAtOnce(IDeadLetters letters) : IDeadLetters
{
    public async Task ParkAsync(ParkedEvent parked, CancellationToken cancellation)
    {
        await letters.ParkAsync(parked, cancellation);
        await letters.ReplayAsync([], cancellation);
    }

    public Task<DeadLetterList> ListAsync(int max, CancellationToken cancellation) => letters.ListAsync(max, cancellation);

    public Task<int> ReplayAsync(ImmutableArray<string> ids, CancellationToken cancellation) => letters.ReplayAsync(ids, cancellation);

    public Task<int> DropAsync(ImmutableArray<string> ids, CancellationToken cancellation) => letters.DropAsync(ids, cancellation);
}
