using System.Collections.Immutable;

namespace Crm.Actors.FakeTelegram.Chats;

/// <summary>The chats, each with its messages in their order.</summary>
public sealed class ChatBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, List<ChatMessage>> _chats = [];

    /// <summary>What a person sees in a chat.</summary>
    public ImmutableArray<ChatMessage> this[long chatId]
    {
        get
        {
            lock (_lock)
                return _chats.TryGetValue(chatId, out var messages) ? [.. messages] : [];
        }
    }

    internal ChatMessage Add(long chatId, bool fromBot, string text, ImmutableArray<ChatButton> buttons)
    {
        lock (_lock)
        {
            if (!_chats.TryGetValue(chatId, out var messages))
                _chats[chatId] = messages = [];
            var message = new ChatMessage(messages.Count + 1, fromBot, text, buttons);
            messages.Add(message);
            return message;
        }
    }

    internal ChatMessage? Find(long chatId, int id)
    {
        lock (_lock)
            return _chats.TryGetValue(chatId, out var messages) && id >= 1 && id <= messages.Count ? messages[id - 1] : null;
    }

    internal void Replace(long chatId, ChatMessage message)
    {
        lock (_lock)
            _chats[chatId][message.Id - 1] = message;
    }
}
