namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Events are not known to be in their queue. Some may be; publish all of them again, in the same order, unless it says which are.</summary>
public sealed class PublishFailedException : Exception
{
    public PublishFailedException()
    {
    }

    public PublishFailedException(string message)
        : base(message)
    {
    }

    public PublishFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// Of each event in the order in which they were given, whether it is published for good nevertheless; shorter, or empty, where that is not
    /// known. Only <see cref="RabbitMqBatchPublisher"/> says so.
    /// </summary>
    public IReadOnlyList<bool> Published { get; internal set; } = [];

    /// <summary>Of each message that was sent, whether the broker has confirmed it; empty when none was.</summary>
    internal IReadOnlyList<bool> Confirmed { get; init; } = [];
}
