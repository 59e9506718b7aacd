namespace Crm.Actors.Grains.Telegram;

/// <summary>A code that somebody presents.</summary>
/// <param name="Hash">The code.</param>
/// <param name="CallerId">Whose wrong codes are counted.</param>
/// <param name="Now">UTC.</param>
[GenerateSerializer, Immutable, Alias("crm.CodeGuess")]
public sealed record CodeGuess([property: Id(0)] LinkCodeHash Hash, [property: Id(1)] Guid CallerId, [property: Id(2)] DateTimeOffset Now);
