namespace Crm.Actors.Contracts.Telegram;

/// <summary>Where the webhook brings updates. A stateless worker; the key has no meaning (use 0).</summary>
[Alias("crm.ITelegramUpdatesGrain")]
public interface ITelegramUpdatesGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Ends when the update is in its queue. <see cref="RejectionCode.Unavailable"/> when it is not known to be there: Telegram posts it again, and
    /// one that is there twice has its effect once.
    /// </summary>
    [Alias("Take")]
    Task<CommandResult<TelegramUpdateTaken>> Take(TelegramUpdate update);
}
