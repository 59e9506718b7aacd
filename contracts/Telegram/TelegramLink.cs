namespace Crm.Actors.Contracts.Telegram;

/// <summary>A user's Telegram chat.</summary>
/// <param name="UserId">The user.</param>
/// <param name="ChatId">Telegram's number of the chat; it belongs to one user at a time.</param>
/// <param name="Username">The name in Telegram, without the at sign; or null.</param>
/// <param name="LinkedAt">When it was confirmed.</param>
[GenerateSerializer, Immutable, Alias("crm.TelegramLink")]
public sealed record TelegramLink(
    [property: Id(0)] Guid UserId,
    [property: Id(1)] long ChatId,
    [property: Id(2)] string? Username,
    [property: Id(3)] DateTimeOffset LinkedAt)
{
    /// <summary>Without the chat: it is personal data.</summary>
    public override string ToString() => $"{nameof(TelegramLink)} of {UserId}";
}
