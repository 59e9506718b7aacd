namespace Crm.Actors.Persistence.Relay;

/// <summary>This silo does not lead the relay any more, or cannot know; it publishes nothing until it leads again.</summary>
public sealed class LeadershipLostException : Exception
{
    public LeadershipLostException()
    {
    }

    public LeadershipLostException(string message)
        : base(message)
    {
    }

    public LeadershipLostException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
