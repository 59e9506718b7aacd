using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The library's token handler behind a cache of what it found valid. Nothing invalid is remembered.</summary>
internal sealed class CachingTokenHandler(TokenCache cache) : JsonWebTokenHandler
{
    private static readonly TokenValidationResult NoCaller = new()
    {
        IsValid = false,
        Exception = new SecurityTokenValidationException("The subject and teams of the token must be UUIDs."),
    };

    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        cache.Find(token) is { } known ? Task.FromResult(known) : Validate(token, validationParameters);

    private async Task<TokenValidationResult> Validate(string token, TokenValidationParameters parameters)
    {
        var result = await base.ValidateTokenAsync(token, parameters);
        if (!result.IsValid) return result;
        if (CallerIdentity.From(result.ClaimsIdentity) is not { } identity) return NoCaller;

        var checkedResult = new TokenValidationResult
        {
            IsValid = true,
            ClaimsIdentity = identity,
            SecurityToken = result.SecurityToken,
            TokenType = result.TokenType,
            Issuer = result.Issuer,
        };
        cache.Add(token, checkedResult, new DateTimeOffset(result.SecurityToken.ValidTo, TimeSpan.Zero) + parameters.ClockSkew);
        return checkedResult;
    }
}
