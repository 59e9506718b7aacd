namespace Crm.Actors.Grains.Telegram;

/// <summary>A code that is out.</summary>
[GenerateSerializer, Immutable, Alias("crm.IssuedCode")]
public sealed record IssuedCode([property: Id(0)] LinkCodeHash Hash, [property: Id(1)] Guid UserId, [property: Id(2)] DateTimeOffset ExpiresAt);
