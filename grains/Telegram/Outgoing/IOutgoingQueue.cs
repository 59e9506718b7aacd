namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>
/// The way to Telegram, for the bot's answers and for notifications: the queue <c>notifications.telegram</c> of the broker, or the memory of a
/// silo where there is none.
/// </summary>
public interface IOutgoingQueue
{
    /// <summary>Ends when the message is in the queue; from there it is sent once, or becomes a dead letter.</summary>
    /// <exception cref="TelegramUnavailableException">It is not known to be there. Put it there again, under the same id.</exception>
    Task PutAsync(OutgoingTelegram message);
}
