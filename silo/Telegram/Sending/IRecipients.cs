using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>Who gets a message. Whatever else its members throw is a defect, which does not pass by itself.</summary>
internal interface IRecipients
{
    /// <summary>The chat of a message; null when its user has none.</summary>
    /// <exception cref="TelegramUnavailableException">It cannot be found out now.</exception>
    Task<Recipient?> FindAsync(OutgoingTelegram message);

    /// <summary>Ends the link of a chat in which nobody hears us.</summary>
    /// <exception cref="TelegramUnavailableException">It cannot be ended now.</exception>
    Task UnlinkAsync(long chatId);
}

/// <summary>A chat.</summary>
/// <param name="ChatId">Telegram's number.</param>
/// <param name="Language">In which its person is spoken to.</param>
/// <param name="IsMuted">Whether notifications are not wanted now.</param>
internal sealed record Recipient(long ChatId, BotLanguage Language, bool IsMuted);
