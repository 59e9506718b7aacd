namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>Lanes by the time at which something can be done in them.</summary>
internal sealed class DueLanes(TimeProvider clock)
{
    /// <summary>Timers do not take every time; then it is looked again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<SendLane, long> _lanes = new();
    private TaskCompletionSource _changed = New();

    /// <param name="lane">Is in here once at a time.</param>
    /// <param name="wait">From now on.</param>
    public void Add(SendLane lane, TimeSpan wait)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            _lanes.Enqueue(lane, clock.GetTimestamp() + (long)(wait.TotalSeconds * clock.TimestampFrequency));
            (changed, _changed) = (_changed, New());
        }

        changed.TrySetResult();
    }

    /// <summary>The first lane that is due, as soon as one is.</summary>
    public async Task<SendLane> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            TimeSpan wait;
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
                wait = Timeout.InfiniteTimeSpan;
                if (_lanes.TryPeek(out var first, out var due))
                {
                    wait = clock.GetElapsedTime(clock.GetTimestamp(), due);
                    if (wait <= TimeSpan.Zero)
                    {
                        _lanes.Dequeue();
                        return first;
                    }
                }
            }

            await WaitAsync(changed, wait, cancellation);
        }
    }

    private async Task WaitAsync(Task changed, TimeSpan wait, CancellationToken cancellation)
    {
        try
        {
            await changed.WaitAsync(wait == Timeout.InfiniteTimeSpan ? wait : RoundUp(wait), clock, cancellation);
        }
        catch (TimeoutException)
        {
            // One is due, as a rule.
        }
    }

    /// <summary>Timers count whole milliseconds, and a little less than one would be none.</summary>
    private static TimeSpan RoundUp(TimeSpan wait) => wait < LongestWait ? TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)) : LongestWait;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
