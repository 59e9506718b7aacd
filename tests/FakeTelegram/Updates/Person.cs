using System.Globalization;
using Crm.Actors.FakeTelegram.Chats;

namespace Crm.Actors.FakeTelegram.Updates;

/// <summary>The other side of a chat: types texts and presses buttons, of which the bot hears by updates.</summary>
public sealed class Person(ChatBook chats, WebhookPoster webhook, TimeProvider clock)
{
    private int _presses;

    /// <summary>Types a text.</summary>
    /// <returns>The number of the update.</returns>
    public long Type(long chatId, string text, string language = "en")
    {
        var message = chats.Add(chatId, fromBot: false, text, []);
        return webhook.Post(id => new
        {
            update_id = id,
            message = new { message_id = message.Id, from = From(chatId, language), chat = Chat(chatId), date = Date(), text },
        });
    }

    /// <summary>Presses a button of a message.</summary>
    /// <exception cref="ArgumentException">There is no such button.</exception>
    /// <returns>The number of the update.</returns>
    public long Press(long chatId, int messageId, string label, string language = "en")
    {
        var message = chats.Find(chatId, messageId) ?? throw new ArgumentException($"There is no message {messageId}.", nameof(messageId));
        var button = message.Buttons.FirstOrDefault(button => button.Text == label) ?? throw new ArgumentException($"There is no button '{label}'.", nameof(label));
        return PressData(chatId, messageId, button.Data, language);
    }

    /// <summary>Presses a button that may be there no more, as a slow or dishonest client does.</summary>
    public long PressData(long chatId, int messageId, string data, string language = "en")
    {
        var press = Interlocked.Increment(ref _presses).ToString(CultureInfo.InvariantCulture);
        return webhook.Post(id => new
        {
            update_id = id,
            callback_query = new
            {
                id = $"press-{press}",
                from = From(chatId, language),
                message = new { message_id = messageId, chat = Chat(chatId), date = Date() },
                chat_instance = "1",
                data,
            },
        });
    }

    private static object From(long chatId, string language) =>
        new { id = Math.Abs(chatId), is_bot = false, first_name = "Person", username = $"person_{Math.Abs(chatId) % 1_000_000}", language_code = language };

    private static object Chat(long chatId) => new { id = chatId, type = chatId < 0 ? "group" : "private" };

    private long Date() => clock.GetUtcNow().ToUnixTimeSeconds();
}
