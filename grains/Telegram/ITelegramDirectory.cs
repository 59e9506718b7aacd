using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Telegram;

/// <summary>Finds links that are durable.</summary>
public interface ITelegramDirectory
{
    /// <summary>The user who has a chat, disabled or not; null when nobody has.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer within 2 s.</exception>
    Task<Guid?> FindAsync(long chatId);

    /// <summary>The chat that a user has; null when they have none, or are disabled.</summary>
    /// <exception cref="StoreUnavailableException">The database does not answer within 2 s.</exception>
    Task<long?> FindChatAsync(Guid userId);
}
