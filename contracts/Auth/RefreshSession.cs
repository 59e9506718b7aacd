namespace Crm.Actors.Contracts.Auth;

/// <summary>Exchanges a refresh token for the next one.</summary>
/// <param name="Origin">Where the request came from.</param>
/// <param name="RefreshToken">The token that was given last.</param>
/// <param name="IdempotencyKey">With it the exchange can be repeated for 10 s after a lost answer; or null.</param>
[GenerateSerializer, Immutable, Alias("crm.RefreshSession")]
public sealed record RefreshSession(
    [property: Id(0)] Origin Origin,
    [property: Id(1)] string RefreshToken,
    [property: Id(2)] string? IdempotencyKey)
{
    /// <summary>Without the token: secrets are not for logs.</summary>
    public override string ToString() => nameof(RefreshSession);
}
