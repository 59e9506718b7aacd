using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Feed;

namespace Crm.Actors.Persistence.Relay;

/// <summary>Reads the log for the relay; waits while it cannot be read.</summary>
public sealed class RelaySource(IFeedLog feed, RelayOptions options, Jitter jitter, TimeProvider time)
{
    /// <summary>The next batch, which is empty when nothing was committed for a while.</summary>
    public async Task<FeedPage> ReadAsync(long after, CancellationToken cancellation)
    {
        var backOff = new BackOff(options.BackOff, jitter, time);
        while (true)
        {
            try
            {
                return await feed.ReadAsync(after, options.BatchEvents, options.ReadWait, cancellation);
            }
            catch (FeedUnavailableException)
            {
                await backOff.WaitAsync(cancellation);
            }
        }
    }

    /// <summary>Whether a full batch lies behind this one: only then is reading ahead worth it, near the end it would split batches.</summary>
    public bool HasFullBatchAfter(FeedPage page) => page.Head - page.Events[^1].Position >= options.BatchEvents;
}
