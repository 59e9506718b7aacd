namespace Crm.Actors.Grains.Auth;

/// <summary>SHA-256 of a refresh token or a ticket, as 64 hexadecimal digits. The token has 256 random bits, so no salt and no slow hash is needed.</summary>
[GenerateSerializer, Immutable, Alias("crm.TokenHash")]
public readonly record struct TokenHash([property: Id(0)] string Hex);
