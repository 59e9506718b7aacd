namespace Crm.Actors.Gateway.Streams;

/// <summary>Decides from the id that a client brings where its stream begins.</summary>
public sealed class StreamResume(StreamHub hub, FeedFollowing following, IFeedSource source)
{
    /// <returns>Null when the log has to be asked and cannot be.</returns>
    public async ValueTask<StreamStart?> ResolveAsync(StreamPosition? lastSeen, CancellationToken cancellation)
    {
        if (lastSeen is not var (epoch, position))
            return new StreamStart(null, null);
        var ring = hub.Ring;
        if (!string.Equals(epoch, ring.Epoch, StringComparison.Ordinal))
            return new StreamStart(null, GapReason.OtherLog);
        if (position < following.OldestResumable)
            return new StreamStart(null, GapReason.PastRetention);
        if (position <= ring.Head)
            return new StreamStart(position, null);

        // The client may come from a gateway that is a moment ahead of this one.
        if (await source.ReadAsync(position, 1, TimeSpan.Zero, cancellation) is not { } page)
            return null;
        return page.Head < position || !string.Equals(epoch, page.Epoch, StringComparison.Ordinal)
            ? new StreamStart(null, GapReason.FromTheFuture)
            : new StreamStart(position, null);
    }
}
