using System.Security.Claims;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth.Rights;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Crm.Actors.Gateway.Auth;

/// <summary>
/// Answers for tokens that were found good before; whether the user's rights have changed since is looked at each time. All else goes to the
/// framework, which makes its handlers and what they work with anew for each request.
/// </summary>
internal sealed class KnownTokens(TokenCache cache, ChangedRights rights) : IAuthenticationService
{
    private const string Bearer = "Bearer ";

    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
        scheme is null or JwtBearerDefaults.AuthenticationScheme && Find(context.Request) is { } known ? known.Result : Framework(context).AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        Framework(context).ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        Framework(context).ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        Framework(context).SignInAsync(context, scheme, principal, properties);

    public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
        Framework(context).SignOutAsync(context, scheme, properties);

    private static AuthenticationService Framework(HttpContext http) => http.RequestServices.GetRequiredService<AuthenticationService>();

    private KnownToken? Find(HttpRequest request)
    {
        var header = request.Headers.Authorization;
        if (header.Count != 1 || !header[0]!.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) || request.Headers.ContainsKey(ApiKeyCredential.Header)) return null;
        return cache.Find(header[0].AsSpan(Bearer.Length).Trim()) is { } known && !rights.IsOutdated(known.Identity.Caller.UserId, known.Identity.UserVersion) ? known : null;
    }
}
