using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Gateway.Streams;

/// <summary>How far this gateway has read the log, and how late. Without clients it only knows where the log stood when it last looked.</summary>
internal sealed class FeedFigures(TimeProvider time)
{
    private long _position;
    private double _lag = double.NaN;

    /// <summary>The newest position; 0 before there is one.</summary>
    public long Position => Volatile.Read(ref _position);

    /// <summary>Seconds from the decision of the newest event up to when it came here; 0 when there was none to come, null before the log was followed.</summary>
    public double? Lag => Volatile.Read(ref _lag) is var lag && double.IsNaN(lag) ? null : lag;

    /// <summary>Nobody follows: the log stands here.</summary>
    public void Look(long head) => Volatile.Write(ref _position, head);

    /// <summary>A page of the log came.</summary>
    /// <param name="page">Proven to follow what was read before.</param>
    /// <param name="isNew">Whether its events happened just now; at first older ones are read.</param>
    public void See(FeedPage page, bool isNew)
    {
        if (!page.Events.IsEmpty)
            Volatile.Write(ref _position, page.Events[^1].Position);
        if (isNew)
            Volatile.Write(ref _lag, page.Events.IsEmpty ? 0 : Math.Max(0, (time.GetUtcNow() - page.Events[^1].Time).TotalSeconds));
    }
}
