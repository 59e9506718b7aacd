using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.Telegram;

/// <summary>Ends the link between the caller's account and a chat, and voids a code that is out.</summary>
[GenerateSerializer, Immutable, Alias("crm.UnlinkTelegram")]
public sealed record UnlinkTelegram([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin);
