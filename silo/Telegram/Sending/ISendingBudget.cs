namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>What may be sent now, counted over all silos. Its members never fail.</summary>
internal interface ISendingBudget
{
    /// <summary>Takes the right to send one message.</summary>
    /// <returns>Zero when it was taken; else how long to wait before asking again.</returns>
    ValueTask<TimeSpan> TakeAsync(long chatId);

    /// <summary>Nothing is to be sent for a while from now on, because Telegram said so or a request has just ended. A longer pause stays.</summary>
    /// <param name="chatId">The chat; null for all.</param>
    /// <param name="pause">How long.</param>
    ValueTask PauseAsync(long? chatId, TimeSpan pause);
}
