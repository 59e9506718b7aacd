using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Ids that follow from an update, so that work on it that is done again names the same things: UUIDv8 (RFC 9562 section 5.8) from SHA-256.</summary>
public static class BotIds
{
    /// <param name="what">What it names, with all that distinguishes it.</param>
    public static Guid Of(string what)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"telegram\n{what}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    /// <summary>The bot itself. It says nothing of the chat: it gets into the log.</summary>
    public static Guid Bot { get; } = Of("bot");

    /// <summary>Whose wrong codes are counted: a chat's own, so that nobody keeps others from linking theirs.</summary>
    public static Guid OfChat(long chatId) => Of($"chat {chatId}");
}
