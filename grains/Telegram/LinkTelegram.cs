using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Telegram;

/// <summary>Gives a user a chat, after the code was used up.</summary>
[GenerateSerializer, Immutable, Alias("crm.LinkTelegram")]
public sealed record LinkTelegram(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] long ChatId,
    [property: Id(2)] string? Username)
{
    /// <summary>Without the chat: it is personal data.</summary>
    public override string ToString() => nameof(LinkTelegram);
}
