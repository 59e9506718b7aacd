using Crm.Actors.Gateway.Auth.Audit;
using Crm.Actors.Gateway.Auth.Rights;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.Gateway.Observability.Dashboard;
using Crm.Actors.Gateway.Telegram;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Crm.Actors.Gateway.Auth;

/// <summary>Bearer tokens (RFC 6750): JWTs of the configured keys, each with its one algorithm, and every route closed unless it says otherwise.</summary>
internal static class AuthSetup
{
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    public static IServiceCollection AddAuth(this IServiceCollection services, TokenSettings settings)
    {
        services.AddBearerTokens(settings);
        services.AddSingleton<AccessTokens>().AddSingleton<AuthRequests>();
        foreach (var schema in AuthSchemas.All) services.AddSingleton(schema);
        return services.AddAudit().AddTelegram().AddHostedService<RightsLoop>();
    }

    /// <summary>Only the check of a request's token; nobody asks the silos whose rights changed.</summary>
    public static IServiceCollection AddBearerTokens(this IServiceCollection services, TokenSettings settings)
    {
        services.AddSingleton(settings).AddSingleton<ChangedRights>();
        services.AddSingleton<TokenCache>(sp => new TokenCache(sp.GetRequiredService<TimeProvider>()));
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        services.AddScoped<AuthenticationService>().AddSingleton<IAuthenticationService, KnownTokens>();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>>(sp => new ConfigureNamedOptions<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            options => Configure(options, settings, new AccessTokenHandler(
                sp.GetRequiredService<TokenCache>(), sp.GetRequiredService<ChangedRights>(), settings.AccessTokenLifetime))));
        // Comes with the library for cookies, which are not used: no key file is written.
        services.AddDataProtection().DisableAutomaticKeyGeneration();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        return services;
    }

    private static void Configure(JwtBearerOptions options, TokenSettings settings, AccessTokenHandler tokens)
    {
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.TokenHandlers.Clear();
        tokens.MapInboundClaims = false;
        options.TokenHandlers.Add(tokens);
        options.Events = new JwtBearerEvents { OnChallenge = SayWhatCanBeMended };
        options.TokenValidationParameters = Parameters(settings);
    }

    /// <summary>
    /// Says what a client can mend by refreshing: that a token expired, or that rights changed. Anything else would only tell whoever forges
    /// tokens how near they are, such as whether a key of that id exists.
    /// </summary>
    private static Task SayWhatCanBeMended(JwtBearerChallengeContext challenge)
    {
        if (DashboardSession.SendsToSignIn(challenge.HttpContext)) challenge.HandleResponse();
        else if (challenge.AuthenticateFailure == AccessTokenHandler.RightsChanged) challenge.ErrorDescription = AccessTokenHandler.RightsChanged.Message;
        else if (challenge.AuthenticateFailure is not SecurityTokenExpiredException) challenge.ErrorDescription = null;
        return Task.CompletedTask;
    }

    internal static TokenValidationParameters Parameters(TokenSettings settings) => new()
    {
        ValidAlgorithms = settings.Keys.Select(static key => key.Algorithm).Distinct(StringComparer.Ordinal),
        IssuerSigningKeyResolver = (_, token, id, _) => KeysOf(settings, ((JsonWebToken)token).Alg, id),
        TryAllIssuerSigningKeys = false,
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

    /// <summary>The keys that a token may be signed with: that which it names, or those of its algorithm; never one of another algorithm.</summary>
    private static IEnumerable<SecurityKey> KeysOf(TokenSettings settings, string algorithm, string? id) => settings.Keys
        .Where(key => key.Algorithm == algorithm && (string.IsNullOrEmpty(id) || key.Id == id))
        .Select(static key => key.Key);
}
