using Crm.Actors.Gateway.Auth.Rights;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>
/// The library's token handler behind a cache of what it found valid. Nothing invalid is remembered; whether the user's rights have changed
/// since the token was made is looked at each time.
/// </summary>
internal sealed class CachingTokenHandler(TokenCache cache, ChangedRights rights, TimeSpan lifetime) : JsonWebTokenHandler
{
    /// <summary>Why a token from before a change of its user's rights is refused.</summary>
    public static readonly Exception RightsChanged = new SecurityTokenValidationException("rights have changed; refresh the token");

    private static readonly TokenValidationResult NoCaller = Refused("The subject and teams of the token must be UUIDs, roles texts, and the version a number.");

    private static readonly TokenValidationResult TooLong = Refused("A token with a version must not be good for longer than access tokens are.");

    private static readonly Task<TokenValidationResult> Outdated = Task.FromResult(new TokenValidationResult { IsValid = false, Exception = RightsChanged });

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        cache.Find(token) is { } known ? Current(known) : Validate(token, validationParameters);

    private async Task<TokenValidationResult> Validate(string token, TokenValidationParameters parameters)
    {
        var result = await base.ValidateTokenAsync(token, parameters);
        if (!result.IsValid) return result;
        if (CallerIdentity.From(result.ClaimsIdentity) is not { } identity) return NoCaller;
        // Changes of rights are remembered for as long as that. Times in tokens are whole seconds.
        if (identity.UserVersion is not null && result.SecurityToken.ValidTo - ((JsonWebToken)result.SecurityToken).IssuedAt > lifetime + TimeSpan.FromSeconds(1)) return TooLong;

        var checkedResult = new TokenValidationResult
        {
            IsValid = true,
            ClaimsIdentity = identity,
            SecurityToken = result.SecurityToken,
            TokenType = result.TokenType,
            Issuer = result.Issuer,
        };
        cache.Add(token, checkedResult, new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero) + parameters.ClockSkew);
        return await Current(checkedResult);
    }

    private Task<TokenValidationResult> Current(TokenValidationResult valid)
    {
        var identity = (CallerIdentity)valid.ClaimsIdentity;
        return rights.IsOutdated(identity.Caller.UserId, identity.UserVersion) ? Outdated : Task.FromResult(valid);
    }

    private static TokenValidationResult Refused(string why) => new() { IsValid = false, Exception = new SecurityTokenValidationException(why) };
}
