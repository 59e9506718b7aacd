using Crm.Actors.Contracts.Users;

namespace Crm.Actors.Contracts.Auth;

/// <summary>A user with a session, for whom an access token can be made.</summary>
/// <param name="User">The user as of now.</param>
/// <param name="SessionId">The session; the same over all exchanges of its refresh token.</param>
/// <param name="Generation">How often the refresh token was exchanged.</param>
/// <param name="IssuedAt">When this refresh token was made.</param>
/// <param name="RefreshToken">Opaque: 32 random bytes in base64url.</param>
/// <param name="RefreshTokenExpiresAt">When the session ends unless the token is exchanged before.</param>
[GenerateSerializer, Immutable, Alias("crm.SignedIn")]
public sealed record SignedIn(
    [property: Id(0)] UserView User,
    [property: Id(1)] Guid SessionId,
    [property: Id(2)] long Generation,
    [property: Id(3)] DateTimeOffset IssuedAt,
    [property: Id(4)] string RefreshToken,
    [property: Id(5)] DateTimeOffset RefreshTokenExpiresAt)
{
    /// <summary>Without the token: secrets are not for logs.</summary>
    public override string ToString() => nameof(SignedIn);
}
