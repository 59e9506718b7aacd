namespace Crm.Actors.Persistence.Feed;

/// <summary>How the silo reads the log. The defaults suit every installation but for the retention.</summary>
public sealed record FeedOptions
{
    /// <summary>How far back a stream can be resumed (the log itself is kept for ever). One minute or more.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many of the newest events are kept in memory.</summary>
    public int RecentEvents { get; init; } = 16_384;

    /// <summary>How many bytes of event data are kept in memory.</summary>
    public long RecentBytes { get; init; } = 32L << 20;

    /// <summary>Largest page, in bytes of event data; a single event may be larger.</summary>
    public int PageBytes { get; init; } = 4 << 20;

    /// <summary>A read is made at least this often while somebody follows, in case a notification was lost.</summary>
    public TimeSpan PollPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Reads are at least this far apart, so that a busy log is read in pages and not event by event.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>How long after its last long poll a follower still counts as one.</summary>
    public TimeSpan Interest { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>First and longest pause between attempts to reach the database.</summary>
    public (TimeSpan First, TimeSpan Longest) BackOff { get; init; } = (TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(2));
}
