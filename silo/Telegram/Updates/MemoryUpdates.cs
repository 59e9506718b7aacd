using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Silo.Telegram.Sending;

namespace Crm.Actors.Silo.Telegram.Updates;

/// <summary>Updates in the memory of the silo that the webhook came to: they end with it.</summary>
internal sealed class MemoryUpdates(UpdateLanes lanes) : IUpdateQueue
{
    /// <inheritdoc/>
    public Task PutAsync(TelegramUpdate update)
    {
        lanes.Take(update, InMemory.Delivery);
        return Task.CompletedTask;
    }

    /// <summary>Nobody keeps what is given up but the log.</summary>
    private sealed class InMemory : IDelivery
    {
        public static readonly InMemory Delivery = new();

        public bool IsOurs => true;

        public Task DoneAsync() => Task.CompletedTask;

        public Task<bool> GiveUpAsync(GivenUp why) => Task.FromResult(true);
    }
}
