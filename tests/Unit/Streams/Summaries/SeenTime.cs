using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Crm.Actors.UnitTests.Streams.Summaries;

/// <summary>A clock that a test moves, and which tells when somebody begins to wait for it.</summary>
internal sealed class SeenTime : FakeTimeProvider
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    /// <summary>How long the next one who waits, waits for.</summary>
    public async Task<TimeSpan> NextWaitAsync() => await _waits.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }
}
