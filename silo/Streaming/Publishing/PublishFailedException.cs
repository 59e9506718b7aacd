namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>Events are not known to be in their queue. Some may be; publish all of them again, in the same order.</summary>
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
}
