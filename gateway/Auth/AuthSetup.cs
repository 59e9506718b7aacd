using Crm.Actors.Gateway.Configuration;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>Bearer tokens (RFC 6750): JWTs signed with HS256 only, and every route closed unless it says otherwise.</summary>
internal static class AuthSetup
{
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddAuth(this IServiceCollection services, TokenSettings settings)
    {
        services.AddSingleton<TokenCache>(sp => new TokenCache(sp.GetRequiredService<TimeProvider>()));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(sp => new ConfigureNamedOptions<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options => Configure(options, settings, sp.GetRequiredService<TokenCache>())));
        // Comes with the library for cookies, which are not used: no key file is written.
        services.AddDataProtection().DisableAutomaticKeyGeneration();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    private static void Configure(JwtBearerOptions options, TokenSettings settings, TokenCache cache)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(new CachingTokenHandler(cache) { MapInboundClaims = false });
        options.TokenValidationParameters = Parameters(settings);
    }

    internal static TokenValidationParameters Parameters(TokenSettings settings) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = new SymmetricSecurityKey(settings.Secret),
        ValidateIssuerSigningKey = true,
        ValidIssuer = settings.Issuer,
        ValidateIssuer = true,
        ValidAudience = settings.Audience,
        ValidateAudience = true,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ValidateLifetime = true,
        ClockSkew = ClockSkew,
        NameClaimType = "sub",
        RoleClaimType = "roles",
    };
}
