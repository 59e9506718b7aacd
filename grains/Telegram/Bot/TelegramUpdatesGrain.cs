using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <inheritdoc cref="ITelegramUpdatesGrain"/>
[StatelessWorker, Reentrant]
public sealed class TelegramUpdatesGrain(IUpdateQueue queue) : Grain, ITelegramUpdatesGrain
{
    private static readonly Rejection Unavailable = new(RejectionCode.Unavailable, "The queue does not take anything at the moment.");

    /// <inheritdoc/>
    public async Task<CommandResult<TelegramUpdateTaken>> Take(TelegramUpdate update)
    {
        try
        {
            await queue.PutAsync(update);
            return new(new TelegramUpdateTaken(), 0, null);
        }
        catch (TelegramUnavailableException)
        {
            return new(null, 0, Unavailable);
        }
    }
}
