namespace Crm.Actors.Persistence.Feed;

/// <summary>A read of the log did not show consecutive positions. It is never passed on; the read is made again.</summary>
public sealed class FeedGapException : Exception
{
    public FeedGapException()
    {
    }

    public FeedGapException(string message)
        : base(message)
    {
    }

    public FeedGapException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <param name="expected">The position (or version) that had to come.</param>
    /// <param name="found">The one that came.</param>
    public FeedGapException(long expected, long found)
        : base($"The log shows {found} where {expected} has to be.")
    {
    }
}
