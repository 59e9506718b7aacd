using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Silo.Telegram.Sending;

namespace Crm.Actors.Silo.Telegram.Updates;

/// <summary>Updates in the memory of the silo that the webhook came to: they end with it.</summary>
internal sealed class MemoryUpdates(UpdateLanes lanes) : IUpdateQueue
{
    /// <summary>More than these Telegram keeps itself, and posts them again.</summary>
    public const int MostWaiting = 10_000;

    /// <inheritdoc/>
    public Task PutAsync(TelegramUpdate update)
    {
        if (lanes.Waiting >= MostWaiting)
            return Task.FromException(new TelegramUnavailableException("As many updates as there is room for are waiting."));
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
