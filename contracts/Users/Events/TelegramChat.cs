namespace Crm.Actors.Contracts.Users.Events;

/// <summary>What a user's row has of a linked chat, and the log has not.</summary>
/// <param name="ChatId">Telegram's number of the chat.</param>
/// <param name="Username">The name in Telegram, or null.</param>
public sealed record TelegramChat(long ChatId, string? Username)
{
    /// <summary>Says nothing: it is personal data.</summary>
    public override string ToString() => nameof(TelegramChat);
}
