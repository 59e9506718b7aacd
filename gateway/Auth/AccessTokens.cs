using System.Globalization;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Ids;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>Makes access tokens (RFC 7519).</summary>
internal sealed class AccessTokens(TokenSettings settings)
{
    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };

    public TimeSpan Lifetime => settings.AccessTokenLifetime;

    /// <summary>
    /// A token from the moment of the session's last exchange on. All of it follows from <paramref name="signedIn"/>, so that a repeated
    /// exchange gets the same claims.
    /// </summary>
    public string Create(SignedIn signedIn)
    {
        var issued = signedIn.IssuedAt.UtcDateTime;
        return _handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            IssuedAt = issued,
            NotBefore = issued,
            Expires = issued + Lifetime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = signedIn.User.Id.ToString("D"),
                ["roles"] = signedIn.User.Roles.ToArray(),
                ["teams"] = signedIn.User.Teams.Select(static team => team.ToString("D")).ToArray(),
                ["ver"] = signedIn.User.Version,
                ["sid"] = signedIn.SessionId.ToString("D"),
                ["jti"] = DerivedId.Of("access-token", signedIn.SessionId, signedIn.Generation.ToString(CultureInfo.InvariantCulture)).ToString("D"),
            },
            SigningCredentials = settings.Keys[0].Credentials,
        });
    }
}
