using System.Text.Json.Serialization;

namespace Crm.Actors.Contracts.Telegram;

/// <summary>What somebody did in a chat with the bot: wrote a text or pressed a button (https://core.telegram.org/bots/api#update).</summary>
[GenerateSerializer, Immutable, Alias("crm.TelegramUpdate")]
public sealed record TelegramUpdate
{
    /// <summary>Telegram's number of it; the same one comes again when Telegram missed our answer.</summary>
    [Id(0)] public required long UpdateId { get; init; }

    /// <summary>Telegram's number of the chat; negative for groups.</summary>
    [Id(1)] public required long ChatId { get; init; }

    /// <summary>Whether others may write there, too.</summary>
    [JsonIgnore] public bool IsInGroup => ChatId < 0;

    /// <summary>The person's name in Telegram, 1 to 32 ASCII letters, digits or underscores; null where there is none.</summary>
    [Id(2)] public string? Username { get; init; }

    /// <summary>The language that the person's client speaks, such as <c>ru</c>; null where it is not told.</summary>
    [Id(3)] public string? Language { get; init; }

    /// <summary>What was written, up to 4,096 characters; null for a press.</summary>
    [Id(4)] public string? Text { get; init; }

    /// <summary>The press of a button, to be answered within seconds; null for a text.</summary>
    [Id(5)] public string? PressId { get; init; }

    /// <summary>The data of the button, up to 64 bytes; whoever changes their client can send any.</summary>
    [Id(6)] public string? PressData { get; init; }

    /// <summary>The message of the button.</summary>
    [Id(7)] public int? MessageId { get; init; }

    /// <summary>Telegram's number of the person; null where it is not told, as for a channel's posts.</summary>
    [Id(8)] public long? SenderId { get; init; }

    /// <summary>Without who and what: it is personal data, and may be a code.</summary>
    public override string ToString() => $"{nameof(TelegramUpdate)} {UpdateId}";
}
