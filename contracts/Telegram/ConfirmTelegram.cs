using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Telegram;

/// <summary>Links a chat with the user for whom a code was made. For administrators, and the bot, which acts as one.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="Origin">Where the request came from.</param>
/// <param name="Code">As it was typed; case does not matter, nor O for 0, nor I or L for 1.</param>
/// <param name="ChatId">Not 0.</param>
/// <param name="Username">1 to 32 ASCII letters, digits or underscores, or null.</param>
[GenerateSerializer, Immutable, Alias("crm.ConfirmTelegram")]
public sealed record ConfirmTelegram(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Origin Origin,
    [property: Id(2)] string Code,
    [property: Id(3)] long ChatId,
    [property: Id(4)] string? Username)
{
    /// <summary>Whose wrong codes are counted; null for the caller's.</summary>
    [Id(5)]
    public Guid? GuesserId { get; init; }

    /// <summary>Without the code and the chat.</summary>
    public override string ToString() => nameof(ConfirmTelegram);
}
