using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>Looks chats up when something is sent to them: who unlinks or mutes has no more messages that waited.</summary>
internal sealed class Recipients(ITelegramDirectory directory, IGrainFactory grains, TimeProvider clock) : IRecipients
{
    /// <inheritdoc/>
    public Task<Recipient?> FindAsync(OutgoingTelegram message) => AskAsync(async () =>
    {
        if ((message.ChatId ?? await directory.FindChatAsync(message.UserId ?? Guid.Empty)) is not { } chat)
            return null;
        var settings = await Chat(chat).GetSettings();
        return new Recipient(chat, settings.Language, settings.MutedUntil > clock.GetUtcNow());
    });

    /// <inheritdoc/>
    public Task UnlinkAsync(long chatId) => AskAsync(async () =>
        await Chat(chatId).Unlink() ? true : throw new TelegramUnavailableException("The chat cannot be unlinked now."));

    private ITelegramChatGrain Chat(long chatId) => grains.GetGrain<ITelegramChatGrain>(chatId);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception outage) when (ChatFault.IsOutage(outage))
        {
            throw new TelegramUnavailableException("The chat cannot be looked up now.", outage);
        }
    }
}
