using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Reads the log through any silo.</summary>
public sealed partial class GrainFeedSource(IGrainFactory grains, ILogger<GrainFeedSource> log) : IFeedSource
{
    /// <inheritdoc/>
    public Task<FeedPage?> ReadAsync(long after, int max, TimeSpan wait, CancellationToken cancellation) =>
        AnswerAsync(feed => feed.Read(after, max, wait), cancellation);

    /// <inheritdoc/>
    public Task<FeedPage?> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation) =>
        AnswerAsync(feed => feed.ReadSubject(subject, after, max), cancellation);

    private async Task<FeedPage?> AnswerAsync(Func<IFeedGrain, Task<CommandResult<FeedPage>>> read, CancellationToken cancellation)
    {
        try
        {
            var answer = await read(grains.GetGrain<IFeedGrain>(0)).WaitAsync(cancellation);
            if (answer.Rejection is { } no)
                LogRefused(no.Detail);
            return answer.Value;
        }
        // ArgumentException: before the first silo is found the client knows no grains.
        catch (Exception e) when (e is OrleansException or TimeoutException or InvalidOperationException or ArgumentException)
        {
            LogRefused(e.Message);
            return null;
        }
    }

    [LoggerMessage(4201, LogLevel.Warning, "The event log cannot be read: {Reason}")]
    private partial void LogRefused(string reason);
}
