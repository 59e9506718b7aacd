using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Reads the log through any silo.</summary>
public sealed partial class GrainFeedSource(IGrainFactory grains, TimeProvider time, ILogger<GrainFeedSource> log) : IFeedSource
{
    /// <summary>How long an answer may be on its way: a silo that was killed never sends one.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(2);
    private int _failing;

    /// <inheritdoc/>
    public Task<FeedPage?> ReadAsync(long after, int max, TimeSpan wait, CancellationToken cancellation) =>
        AnswerAsync(feed => feed.Read(after, max, wait), wait + OnTheWay, cancellation);

    /// <inheritdoc/>
    public Task<FeedPage?> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation) =>
        AnswerAsync(feed => feed.ReadSubject(subject, after, max), OnTheWay, cancellation);

    private async Task<FeedPage?> AnswerAsync(
        Func<IFeedGrain, Task<CommandResult<FeedPage>>> read, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            var answer = await read(grains.GetGrain<IFeedGrain>(0)).WaitAsync(limit, time, cancellation);
            Report(answer.Rejection?.Detail);
            return answer.Value;
        }
        // ArgumentException: before the first silo is found the client knows no grains.
        catch (Exception e) when (e is OrleansException or TimeoutException or InvalidOperationException or ArgumentException)
        {
            Report(e.Message);
            return null;
        }
    }

    /// <summary>Says once that it fails, and once that it works again.</summary>
    private void Report(string? failure)
    {
        var failing = failure is null ? 0 : 1;
        if (Interlocked.Exchange(ref _failing, failing) == failing)
            return;
        if (failure is null)
            LogBack();
        else
            LogRefused(failure);
    }

    [LoggerMessage(4202, LogLevel.Information, "The event log can be read again")]
    private partial void LogBack();

    [LoggerMessage(4201, LogLevel.Warning, "The event log cannot be read: {Reason}")]
    private partial void LogRefused(string reason);
}
