using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Pipelines;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>A store that loses its answer now and then: the effect is there, and the stream is not told.</summary>
internal sealed class FaultyStore(IConsumerStore<PipelineDelta> inner) : IConsumerStore<PipelineDelta>
{
    private int _calls;
    private int _lost;
    private int _events;

    public int Calls => _calls;

    public int LostAnswers => _lost;

    public int Events => _events;

    public async Task ApplyAsync(IReadOnlyList<FeedEvent> delivered, CancellationToken cancellation)
    {
        await inner.ApplyAsync(delivered, cancellation);
        Interlocked.Add(ref _events, delivered.Count);
        if (Interlocked.Increment(ref _calls) % 5 != 0)
            return;
        Interlocked.Increment(ref _lost);
        throw new ConsumerUnavailableException("lost after the commit");
    }
}
