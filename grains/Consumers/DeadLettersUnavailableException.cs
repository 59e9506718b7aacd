namespace Crm.Actors.Grains.Consumers;

/// <summary>Dead letters can be neither written nor read now; the same call may succeed later.</summary>
public sealed class DeadLettersUnavailableException : Exception
{
    public DeadLettersUnavailableException()
    {
    }

    public DeadLettersUnavailableException(string message)
        : base(message)
    {
    }

    public DeadLettersUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
