namespace Crm.Actors.Contracts.Telegram;

/// <summary>The update is in a queue, and will be worked on.</summary>
[GenerateSerializer, Immutable, Alias("crm.TelegramUpdateTaken")]
public sealed record TelegramUpdateTaken;
