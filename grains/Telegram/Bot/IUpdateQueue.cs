using Crm.Actors.Contracts.Telegram;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>The way of updates to their chats: the queue <c>telegram.updates</c> of the broker, or the memory of a silo where there is none.</summary>
public interface IUpdateQueue
{
    /// <summary>Ends when the update is in the queue.</summary>
    /// <exception cref="TelegramUnavailableException">It is not known to be there.</exception>
    Task PutAsync(TelegramUpdate update);
}
