using NodaTime;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>What the bot is told.</summary>
public sealed record BotOptions
{
    /// <summary>Where words such as "tomorrow" are, in chats that have not said otherwise.</summary>
    public DateTimeZone TimeZone { get; init; } = DateTimeZone.Utc;

    /// <summary>How long a dialogue waits for an answer.</summary>
    public TimeSpan DialogueLifetime { get; init; } = TimeSpan.FromMinutes(30);
}
