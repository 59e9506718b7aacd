using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Feed;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Feed;

/// <summary>
/// Follows the log's end while somebody long-polls, and wakes those who wait. The newest events are answered from memory, older ones
/// from the database. Without followers nothing is read.
/// </summary>
public sealed partial class FeedTail(
    FeedReader reader, RecentEvents recent, RetentionHorizon horizon, FeedSignal signal, FeedOptions options, TimeProvider time,
    ILogger<FeedTail> log) : BackgroundService, IFeedLog
{
    private const int PageEvents = 4096;
    private TaskCompletionSource _changed = NewChange();
    private long _lastInterest = long.MinValue;
    private volatile bool _stopped;

    /// <inheritdoc/>
    public async Task<FeedPage> ReadAsync(long after, int max, TimeSpan wait, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        if (wait > TimeSpan.Zero)
            ShowInterest(started);
        while (true)
        {
            // Taken before looking: what comes after the look completes it.
            var changed = Volatile.Read(ref _changed).Task;
            if (_stopped)
                throw new FeedUnavailableException("The silo stops.");
            var page = await LookAsync(after, max, cancellation);
            var left = wait - time.GetElapsedTime(started);
            if (page.Events.Length > 0 || page.Head < after || left <= TimeSpan.Zero)
                return page;
            try
            {
                await changed.WaitAsync(left, time, cancellation);
            }
            catch (TimeoutException)
            {
                return page;
            }
        }
    }

    /// <summary>Nobody may hold up the silo's stop by waiting for an event: who waits is refused, and everybody from now on.</summary>
    public void EndWaits()
    {
        _stopped = true;
        Changed();
    }

    /// <inheritdoc/>
    public async Task<FeedPage> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation)
    {
        try
        {
            var stretch = await reader.ReadSubjectAsync(subject, after, max, cancellation);
            // An incomplete stretch vouches only for what it shows.
            var head = stretch.Complete ? stretch.Head : stretch.Head with { Position = stretch.Events[^1].Position };
            return new(head.Epoch, stretch.Events, head.Position, await horizon.GetAsync(head.Epoch, cancellation));
        }
        catch (Exception e) when (FeedFault.IsRetryable(e, cancellation))
        {
            throw Unavailable(e);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.BackOff.First;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await signal.WaitAsync(options.PollPeriod, time, stoppingToken);
                if (!Interested())
                {
                    recent.Pause();
                    continue;
                }

                var started = time.GetTimestamp();
                await FollowAsync(stoppingToken);
                pause = options.BackOff.First;
                var early = options.Pace - time.GetElapsedTime(started);
                if (early > TimeSpan.Zero)
                    await Task.Delay(early, time, stoppingToken);
            }
            catch (Exception e) when (FeedFault.IsRetryable(e, stoppingToken))
            {
                LogFailed(e.Message, pause.TotalMilliseconds);
                recent.Pause();
                Changed();
                await Task.Delay(pause, time, CancellationToken.None);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.BackOff.Longest.Ticks));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
        }

        EndWaits();
    }

    private async Task FollowAsync(CancellationToken cancellation)
    {
        if (!recent.Live)
            await ReturnAsync(cancellation);
        while (true)
        {
            var last = recent.Last;
            var stretch = await reader.ReadAsync(last.Position, PageEvents, cancellation);
            if (Broken(last, stretch.Head))
            {
                recent.Restart(stretch.Head);
                Changed();
                return;
            }

            if (stretch.Events.Length > 0)
            {
                recent.Append(stretch.Events);
                Changed();
            }

            if (stretch.Complete)
                return;
        }
    }

    /// <summary>Goes on where it stopped when that is near, else from the head.</summary>
    private async Task ReturnAsync(CancellationToken cancellation)
    {
        var last = recent.Last;
        var head = await reader.HeadAsync(cancellation);
        if (Broken(last, head) || head.Position - last.Position > options.RecentEvents / 2)
            recent.Restart(head);
        else
            recent.Resume();
        Changed();
    }

    private bool Broken(FeedHead last, FeedHead now)
    {
        var other = !string.Equals(last.Epoch, now.Epoch, StringComparison.Ordinal);
        if (last.Epoch.Length > 0 && (other || now.Position < last.Position))
            LogOtherLog(last.Epoch, last.Position, now.Epoch, now.Position);
        return other || now.Position < last.Position;
    }

    private async Task<FeedPage> LookAsync(long after, int max, CancellationToken cancellation)
    {
        try
        {
            if (recent.TryRead(after, max, options.PageBytes, out var head, out var events))
                return new(head.Epoch, events, head.Position, await horizon.GetAsync(head.Epoch, cancellation));
            var stretch = await reader.ReadAsync(after, max, cancellation);
            return new(stretch.Head.Epoch, stretch.Events, stretch.Head.Position, await horizon.GetAsync(stretch.Head.Epoch, cancellation));
        }
        catch (Exception e) when (FeedFault.IsRetryable(e, cancellation))
        {
            throw Unavailable(e);
        }
    }

    private FeedUnavailableException Unavailable(Exception e)
    {
        if (e is FeedGapException)
            LogGap(e.Message);
        else
            LogReadFailed(e.Message);
        return new FeedUnavailableException("The log cannot be read.", e);
    }

    private void ShowInterest(long now)
    {
        var idle = !Interested();
        Volatile.Write(ref _lastInterest, now);
        if (idle)
            signal.Set();
    }

    private bool Interested() =>
        Volatile.Read(ref _lastInterest) is var at && at != long.MinValue && time.GetElapsedTime(at) < options.Interest;

    private void Changed() => Interlocked.Exchange(ref _changed, NewChange()).SetResult();

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(3211, LogLevel.Warning, "The log cannot be followed: {Reason}; next attempt in {Pause} ms")]
    private partial void LogFailed(string reason, double pause);

    [LoggerMessage(3214, LogLevel.Error, "A read of the log was refused: {Reason}")]
    private partial void LogGap(string reason);

    [LoggerMessage(3212, LogLevel.Debug, "A read of the log failed: {Reason}")]
    private partial void LogReadFailed(string reason);

    [LoggerMessage(3213, LogLevel.Warning, "The log changed from {OldEpoch}-{OldPosition} to {NewEpoch}-{NewPosition}; streams start over")]
    private partial void LogOtherLog(string oldEpoch, long oldPosition, string newEpoch, long newPosition);
}
