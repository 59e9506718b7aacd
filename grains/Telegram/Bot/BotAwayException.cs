namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Something that a turn needs does not answer now. The turn is done again later, and its answers are not sent before.</summary>
public sealed class BotAwayException : Exception
{
    public BotAwayException()
    {
    }

    public BotAwayException(string message)
        : base(message)
    {
    }

    public BotAwayException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
