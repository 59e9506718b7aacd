using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Auth.Audit;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Limiting;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Auth;

/// <summary>The REST interface of registration and sessions.</summary>
internal static class AuthEndpoints
{
    public static IEndpointRouteBuilder MapAuth(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/auth").WithTags("Auth").WithMetadata(new BodyLimit(Limits.AuthBody));
        auth.MapPost("/register", Register).AllowAnonymous().WithMetadata(LimitRule.Registration).WithDoc(AuthDocs.Register);
        auth.MapPost("/token", LogIn).AllowAnonymous().WithDoc(AuthDocs.LogIn);
        auth.MapPost("/refresh", Refresh).AllowAnonymous().WithDoc(AuthDocs.Refresh);
        auth.MapPost("/logout", LogOut).AllowAnonymous().WithDoc(AuthDocs.LogOut);
        auth.MapGet("/me", Me).RequireAuthorization().Needs(ApiKeyScopes.UsersRead).WithDoc(AuthDocs.Me);
        return app.MapAudit().MapJwks();
    }

    private static Task<IResult> Register(HttpContext http, AuthRequests auth) => auth.Register(http);

    private static Task<IResult> LogIn(HttpContext http, AuthRequests auth) => auth.LogIn(http);

    private static Task<IResult> Refresh(HttpContext http, AuthRequests auth) => auth.Refresh(http);

    private static Task<IResult> LogOut(HttpContext http, AuthRequests auth) => auth.LogOut(http);

    private static Task<IResult> Me(HttpContext http, AuthRequests auth) => auth.Me(http);
}
