namespace Crm.Actors.Contracts.Telegram;

/// <summary>There is no link, or no longer.</summary>
[GenerateSerializer, Immutable, Alias("crm.TelegramUnlinked")]
public sealed record TelegramUnlinked;
