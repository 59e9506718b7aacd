using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Problems;
using Microsoft.AspNetCore.Authorization;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>Answers 403 <c>insufficient_scope</c> (RFC 6750 section 3.1) to keys that lack the scope of a route, and on all routes that name none.</summary>
internal static class ScopeCheck
{
    /// <summary>Comes after authorization.</summary>
    public static IApplicationBuilder UseKeyScopes(this IApplicationBuilder app) => app.Use(static (http, next) =>
        http.User.Identity is CallerIdentity { Key: { } key } && !IsOpen(http) ? Check(http, next, key) : next(http));

    private static Task Check(HttpContext http, RequestDelegate next, ApiKeyRight key)
    {
        var scope = http.GetEndpoint()?.Metadata.GetMetadata<NeededScope>()?.Scope;
        if (scope is not null && key.Scopes.Contains(scope, StringComparer.Ordinal)) return next(http);
        http.Response.Headers.WWWAuthenticate = scope is null
            ? "Bearer error=\"insufficient_scope\""
            : $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        return new Problem(ProblemKind.InsufficientScope, scope is null ? "API keys are not taken here." : $"The API key lacks the scope '{scope}'.").ExecuteAsync(http);
    }

    private static bool IsOpen(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
