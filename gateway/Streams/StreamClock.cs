namespace Crm.Actors.Gateway.Streams;

/// <summary>A clock for all streams that moves once a second, and looks after heartbeats, expiry and stuck clients when it does.</summary>
public sealed class StreamClock(StreamHub hub, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);
    private readonly long _started = time.GetTimestamp();
    private long _now = 1;

    /// <summary>Monotonic ticks since the start, at most about a second old; never 0.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>When a moment of the calendar will be on this clock.</summary>
    public long At(DateTimeOffset moment) => Now + (moment - time.GetUtcNow()).Ticks;

    /// <summary>When a moment of this clock was by the calendar.</summary>
    public DateTimeOffset When(long moment) => time.GetUtcNow() - TimeSpan.FromTicks(Now - moment);

    /// <summary>A short wait before trying again what failed.</summary>
    public Task PauseAsync() => Task.Delay(Retry, time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Volatile.Write(ref _now, time.GetElapsedTime(_started).Ticks + 1);
                hub.Sweep(Now);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The streams are ended by Drain.
        }
    }
}
