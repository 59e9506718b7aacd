using System.Security.Claims;
using Crm.Actors.Gateway.Auth.Rights;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>
/// The library's token handler, and what it cannot know: whom a token stands for, and whether the user's rights have changed since it was made.
/// What is good is remembered for <see cref="KnownTokens"/>; nothing else is.
/// </summary>
internal sealed class AccessTokenHandler(TokenCache cache, ChangedRights rights, TimeSpan lifetime) : JsonWebTokenHandler
{
    /// <summary>Why a token from before a change of its user's rights is refused.</summary>
    public static readonly Exception RightsChanged = new SecurityTokenValidationException("rights have changed; refresh the token");

    private static readonly TokenValidationResult NoCaller = Refused("The subject and teams of the token must be UUIDs, roles texts, and the version a number.");

    private static readonly TokenValidationResult TooLong = Refused("A token with a version must not be good for longer than access tokens are.");

    private static readonly TokenValidationResult Outdated = new() { IsValid = false, Exception = RightsChanged };

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid) return result;
        if (CallerIdentity.From(result.ClaimsIdentity) is not { } identity) return NoCaller;
        // Changes of rights are remembered for as long as that. Times in tokens are whole seconds.
        if (identity.UserVersion is not null && result.SecurityToken.ValidTo - ((JsonWebToken)result.SecurityToken).IssuedAt > lifetime + TimeSpan.FromSeconds(1)) return TooLong;
        if (rights.IsOutdated(identity.Caller.UserId, identity.UserVersion)) return Outdated;

        var good = AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), JwtBearerDefaults.AuthenticationScheme));
        cache.Add(token, new KnownToken(identity, Task.FromResult(good), new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero) + validationParameters.ClockSkew));
        return new TokenValidationResult
        {
            IsValid = true,
            ClaimsIdentity = identity,
            SecurityToken = result.SecurityToken,
            TokenType = result.TokenType,
            Issuer = result.Issuer,
        };
    }

    private static TokenValidationResult Refused(string why) => new() { IsValid = false, Exception = new SecurityTokenValidationException(why) };
}
