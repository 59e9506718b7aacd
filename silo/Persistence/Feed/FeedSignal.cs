using System.Threading.Channels;

namespace Crm.Actors.Persistence.Feed;

/// <summary>Wakes the tail; any number of wakes before it looks are one.</summary>
public sealed class FeedSignal
{
    private readonly Channel<bool> _wakes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });

    public void Set() => _wakes.Writer.TryWrite(true);

    /// <summary>Waits for a wake, but no longer than <paramref name="limit"/>.</summary>
    public async ValueTask WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellation)
    {
        if (_wakes.Reader.TryRead(out _))
            return;
        using var timeout = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        try
        {
            await _wakes.Reader.ReadAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The limit is as good as a wake.
        }
    }
}
