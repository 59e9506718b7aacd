namespace Crm.Actors.Grains.Consumers;

/// <summary>Events cannot be consumed now, through no fault of theirs; deliver them again.</summary>
public sealed class ConsumerUnavailableException : Exception
{
    public ConsumerUnavailableException()
    {
    }

    public ConsumerUnavailableException(string message)
        : base(message)
    {
    }

    public ConsumerUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
