using System.Diagnostics;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Observability;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.Gateway.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>
/// The gateway's only reader of the log: one long poll after the other into the hub. It runs while there are clients, proves that each
/// page follows the last, and begins a new ring when the log is another one.
/// </summary>
internal sealed partial class FeedLoop(
    IFeedSource source, StreamHub hub, FeedFollowing following, FeedEpoch epoch, StreamOptions options, TimeProvider time,
    ILogger<FeedLoop> log, FeedMarks? marks = null, FeedFigures? figures = null) : BackgroundService
{
    private const int PageEvents = 4096;
    private const long BeyondAnyHead = long.MaxValue;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly EventOperation Delivery = EventOperation.To("streams", "deliver", ActivityKind.Producer, "sse");
    private readonly FrameEncoder _encoder = new();
    private bool _follows;
    private long _target;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (_follows ? await StepAsync(stoppingToken) : await FirstAsync(stoppingToken))
                {
                    pause = FirstPause;
                    continue;
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogFailed(e);
            }

            await Task.Delay(pause, time, CancellationToken.None);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _encoder.Dispose();
        base.Dispose();
    }

    /// <summary>Begins to follow as soon as there is a client; until then only asks now and then where the log stands.</summary>
    private async Task<bool> FirstAsync(CancellationToken cancellation)
    {
        var wanted = await following.DemandAsync(Poll, cancellation);
        if (await source.ReadAsync(BeyondAnyHead, 1, TimeSpan.Zero, cancellation) is not { } page)
            return false;
        Observe(page);
        if (!wanted)
            return true;

        var ring = hub.Ring;
        if (IsOther(ring, page) || page.Head - ring.Head > options.Prefill)
            Restart(page.Epoch, Math.Max(0, page.Head - options.Prefill));
        (_target, _follows) = (page.Head, true);
        BeginWhenThere();
        return true;
    }

    private async Task<bool> StepAsync(CancellationToken cancellation)
    {
        var ring = hub.Ring;
        if (await source.ReadAsync(ring.Head, PageEvents, Poll, cancellation) is not { } page)
            return false;
        Observe(page);
        if (IsOther(ring, page))
        {
            LogOtherLog(ring.Epoch, ring.Head, page.Epoch, page.Head);
            Restart(page.Epoch, page.Head);
            _target = page.Head;
            BeginWhenThere();
            return true;
        }

        if (!Follows(ring.Head, page))
            return false;
        var frames = Encode(page);
        // First: whoever is sent an event and asks for what it changed is not answered what was remembered before it.
        marks?.See(frames);
        figures?.See(page, isNew: ring.Head >= _target);
        using (var spans = EventSpans.Start(page.Events, Delivery))
            spans.SetTag("crm.sse.clients", hub.Dispatch(frames));
        BeginWhenThere();
        _follows = !following.TryEnd(options.Idle);
        if (!_follows)
            marks?.Stop();
        return true;
    }

    private static bool IsOther(FrameRing ring, FeedPage page) =>
        !string.Equals(ring.Epoch, page.Epoch, StringComparison.Ordinal) || page.Head < ring.Head;

    private bool Follows(long after, FeedPage page)
    {
        foreach (var e in page.Events)
        {
            if (e.Position == ++after)
                continue;
            LogGap(after, e.Position);
            return false;
        }

        return true;
    }

    private EventFrame[] Encode(FeedPage page)
    {
        var frames = new EventFrame[page.Events.Length];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = _encoder.Encode(page.Epoch, page.Events[i]);
        return frames;
    }

    private void Observe(FeedPage page)
    {
        epoch.Set(page.Epoch);
        following.OldestResumable = page.OldestResumable;
        if (!_follows)
            figures?.Look(page.Head);
    }

    private void Restart(string name, long start)
    {
        marks?.Restart(name, start);
        hub.Restart(name, start);
    }

    private void BeginWhenThere()
    {
        if (hub.Ring.Head < _target)
            return;
        marks?.Reach(hub.Ring.Head);
        following.Begin();
    }

    [LoggerMessage(4211, LogLevel.Error, "Following the log failed; trying again")]
    private partial void LogFailed(Exception reason);

    [LoggerMessage(4212, LogLevel.Warning, "The log changed from {OldEpoch}-{OldPosition} to {NewEpoch}-{NewPosition}; every stream gets a gap event")]
    private partial void LogOtherLog(string oldEpoch, long oldPosition, string newEpoch, long newPosition);

    [LoggerMessage(4213, LogLevel.Error, "The log shows {Found} where {Expected} has to be; reading again")]
    private partial void LogGap(long expected, long found);
}
