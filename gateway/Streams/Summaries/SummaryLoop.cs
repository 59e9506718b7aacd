using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Gateway.Streams.Summaries;

/// <summary>
/// The gateway's only watch on the figures: one long poll after the other onto the board, as long as a client looks at it. The pace
/// between two polls is what folds a burst of changes into few messages.
/// </summary>
internal sealed partial class SummaryLoop(
    ISummarySource source, SummaryBoard board, StreamOptions options, TimeProvider time, ILogger<SummaryLoop> log) : BackgroundService
{
    private const long None = -1;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.SummaryPace;
        PipelineSummary? last = null;
        try
        {
            while (true)
            {
                await board.DemandAsync(stoppingToken);
                if (await WatchAsync(board.Newest is null ? null : last, stoppingToken) is { } summary)
                {
                    last = summary;
                    board.Show(SseText.Summary(summary));
                    pause = options.SummaryPace;
                }
                else
                {
                    pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                }

                await Task.Delay(pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The streams are ended by Drain.
        }
    }

    private async Task<PipelineSummary?> WatchAsync(PipelineSummary? last, CancellationToken cancellation)
    {
        // As long as older events than the newest are still being counted, figures change without a newer one.
        var isExact = last is not null && last.Position >= last.Newest;
        try
        {
            return await source.WatchAsync(last?.Newest ?? None, isExact ? Poll : TimeSpan.Zero, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            LogFailed(e);
            return null;
        }
    }

    [LoggerMessage(4221, LogLevel.Error, "Watching the pipeline summary failed; trying again")]
    private partial void LogFailed(Exception reason);
}
