using Crm.Actors.FakeTelegram;
using Crm.Actors.FakeTelegram.Chats;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>A person's chat with the bot.</summary>
internal sealed class BotChat(FakeTelegramServer telegram, CrmSystem system, long id)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>What the bot has said so far.</summary>
    public IEnumerable<string> Said => telegram.Chats[id].Where(static message => message.FromBot).Select(static message => message.Text);

    public void Type(string text, string language = "en") => telegram.Person.Type(id, text, language);

    public void Press(ChatMessage message, string label) => telegram.Person.Press(id, message.Id, label);

    /// <summary>Presses a button that may be there no more.</summary>
    public void PressData(ChatMessage message, string data) => telegram.Person.PressData(id, message.Id, data);

    /// <summary>Waits for a message of the bot's with these words, the newest one.</summary>
    public async Task<ChatMessage> NextAsync(string words)
    {
        ChatMessage? found = null;
        await Condition.WaitAsync(
            () => (found = telegram.Chats[id].LastOrDefault(message => message.FromBot && message.Text.Contains(words, StringComparison.Ordinal))) is not null,
            Patience,
            () => $"'{words}' in the chat, which has {string.Join(" | ", telegram.Chats[id].Select(static message => message.Text))}\n{system.Log}");
        return found!;
    }

    /// <summary>Waits until a message has a button.</summary>
    public async Task<ChatMessage> ButtonAsync(ChatMessage message, string label)
    {
        ChatMessage? found = null;
        await Condition.WaitAsync(
            () => (found = telegram.Chats[id].FirstOrDefault(one => one.Id == message.Id && one.Buttons.Any(button => button.Text == label))) is not null,
            Patience,
            () => $"the button '{label}'\n{system.Log}");
        return found!;
    }
}
