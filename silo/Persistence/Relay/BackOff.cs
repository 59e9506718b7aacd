namespace Crm.Actors.Persistence.Relay;

/// <summary>Pauses between attempts: each twice as long as the one before, up to a limit.</summary>
internal sealed class BackOff((TimeSpan First, TimeSpan Longest) bounds, Jitter jitter, TimeProvider time)
{
    private TimeSpan _next = bounds.First;

    /// <summary>Waits for the next attempt.</summary>
    public Task WaitAsync(CancellationToken cancellation)
    {
        var pause = jitter.Of(_next);
        _next = TimeSpan.FromTicks(Math.Min(_next.Ticks * 2, bounds.Longest.Ticks));
        return Task.Delay(pause, time, cancellation);
    }

    /// <summary>After a success.</summary>
    public void Reset() => _next = bounds.First;
}
