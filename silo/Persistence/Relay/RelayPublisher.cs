using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Relay;

/// <summary>Publishes batches, one after the other, each until all of it is published.</summary>
public sealed partial class RelayPublisher(
    IRelayTarget target, RelayOptions options, RelayMetrics metrics, Jitter jitter, TimeProvider time, ILogger<RelayPublisher> log)
{
    private Task _attempt = Task.CompletedTask;

    /// <summary>Returns when every event is confirmed; what fails is tried again, the rest is not.</summary>
    /// <param name="batch">The next events, in feed order.</param>
    /// <param name="lease">Nothing is sent without it.</param>
    /// <param name="stopping">Lets the attempt that is under way end, within <see cref="RelayOptions.StopPatience"/>, and makes no other.</param>
    /// <exception cref="LeadershipLostException">This silo does not lead any more.</exception>
    /// <exception cref="OperationCanceledException">The silo stops, or leadership was lost meanwhile.</exception>
    public async Task PublishAsync(ImmutableArray<FeedEvent> batch, RelayLease lease, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
        var backOff = new BackOff(options.BackOff, jitter, time);
        var started = time.GetTimestamp();
        var left = batch;
        for (var attempt = 1; ; attempt++)
        {
            lease.EnsureHeld();
            var outcome = await AttemptAsync(left, lease, stopping);
            metrics.CountPublished(left.Length - outcome.Left.Length);
            left = outcome.Left;
            if (left.IsEmpty)
            {
                if (attempt > 1)
                    LogRecovered(attempt, time.GetElapsedTime(started).TotalSeconds);
                return;
            }

            if (attempt == 1)
                LogFailed(left.Length, batch[0].Position, batch[^1].Position, outcome.Problem?.Message ?? "no reason given");
            await backOff.WaitAsync(over.Token);
        }
    }

    /// <summary>Ends when no attempt that was given up is still running, or after <see cref="RelayOptions.AbandonedPatience"/>.</summary>
    public async Task SettleAsync(CancellationToken cancellation) =>
        await _attempt.WaitAsync(options.AbandonedPatience, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async Task<RelayOutcome> AttemptAsync(ImmutableArray<FeedEvent> events, RelayLease lease, CancellationToken stopping)
    {
        using var stopped = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = stopping.Register(() => stopped.CancelAfter(options.StopPatience));
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(stopped.Token, lease.Lost);
        try
        {
            var attempt = target.PublishAsync(events);
            _attempt = attempt;
            return await attempt.WaitAsync(abandon.Token);
        }
        catch (Exception problem) when (problem is not OperationCanceledException || !abandon.IsCancellationRequested)
        {
            return new(events, problem);
        }
    }

    [LoggerMessage(3321, LogLevel.Warning, "{Count} events of positions {First} to {Last} could not be published and are tried again: {Reason}")]
    private partial void LogFailed(int count, long first, long last, string reason);

    [LoggerMessage(3322, LogLevel.Information, "Published at attempt {Attempt}, after {Seconds:0.0} s")]
    private partial void LogRecovered(int attempt, double seconds);
}
