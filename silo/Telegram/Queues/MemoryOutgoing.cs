using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Silo.Telegram.Queues;

/// <summary>Puts messages into the memory of the one silo that sends them.</summary>
internal sealed class MemoryOutgoing(IGrainFactory grains) : IOutgoingQueue
{
    /// <inheritdoc/>
    public async Task PutAsync(OutgoingTelegram message)
    {
        try
        {
            await grains.GetGrain<IOutgoingMemoryGrain>(0).Put(message);
        }
        catch (Exception outage) when (outage is OrleansException or TimeoutException)
        {
            throw new TelegramUnavailableException("The silo that sends to Telegram does not answer.", outage);
        }
    }
}
