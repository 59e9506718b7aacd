namespace Crm.Actors.Grains.Telegram;

/// <summary>A queue on the way from or to Telegram does not take anything now; the same may succeed later.</summary>
public sealed class TelegramUnavailableException : Exception
{
    public TelegramUnavailableException()
    {
    }

    public TelegramUnavailableException(string message)
        : base(message)
    {
    }

    public TelegramUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
