namespace Crm.Actors.Grains.Feed;

/// <summary>The log cannot be read now; the same read may succeed later.</summary>
public sealed class FeedUnavailableException : Exception
{
    public FeedUnavailableException()
    {
    }

    public FeedUnavailableException(string message)
        : base(message)
    {
    }

    public FeedUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
