using System.Diagnostics;

namespace Crm.Actors.Chaos.Load;

/// <summary>Lets so many through per second, evenly; time that nobody used is lost.</summary>
/// <param name="perSecond">How many.</param>
internal sealed class Pace(int perSecond)
{
    private readonly long _ticks = Stopwatch.Frequency / perSecond;
    private readonly Lock _gate = new();
    private long _next;

    public async Task WaitAsync(CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            _next = Math.Max(_next, now);
            wait = Stopwatch.GetElapsedTime(now, _next);
            _next += _ticks;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait, cancellation);
    }
}
