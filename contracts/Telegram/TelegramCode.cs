namespace Crm.Actors.Contracts.Telegram;

/// <summary>A code that links the caller's account with the chat that it is typed into, once.</summary>
/// <param name="Code">8 characters of Crockford's base32, which has no I, L, O and U.</param>
/// <param name="ExpiresAt">10 minutes after it was made.</param>
[GenerateSerializer, Immutable, Alias("crm.TelegramCode")]
public sealed record TelegramCode([property: Id(0)] string Code, [property: Id(1)] DateTimeOffset ExpiresAt)
{
    /// <summary>Without the code: secrets are not for logs.</summary>
    public override string ToString() => nameof(TelegramCode);
}
