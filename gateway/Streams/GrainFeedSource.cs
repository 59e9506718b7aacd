using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Reads the log through any silo.</summary>
public sealed class GrainFeedSource(IGrainFactory grains, TimeProvider time, ILogger<GrainFeedSource> log) : IFeedSource
{
    private readonly GrainPolls _polls = new("The event log", time, log);

    /// <inheritdoc/>
    public Task<FeedPage?> ReadAsync(long after, int max, TimeSpan wait, CancellationToken cancellation) =>
        _polls.AnswerAsync(() => grains.GetGrain<IFeedGrain>(0).Read(after, max, wait), wait, cancellation);

    /// <inheritdoc/>
    public Task<FeedPage?> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation) =>
        _polls.AnswerAsync(() => grains.GetGrain<IFeedGrain>(0).ReadSubject(subject, after, max), TimeSpan.Zero, cancellation);
}
