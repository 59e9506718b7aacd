using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.ApiKeys;
using Microsoft.AspNetCore.Authorization;
using Orleans.Dashboard;

namespace Crm.Actors.Gateway.Observability.Dashboard;

/// <summary>
/// Orleans' dashboard: which silos and grains there are, and how busy they are. For administrators alone, and only to look. Browsers are sent to
/// <c>/dashboard/sign-in</c> first; see <see cref="DashboardSession"/>.
/// </summary>
internal static class DashboardSetup
{
    public const string Path = "/dashboard";
    public const string SignIn = "/sign-in";

    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup(Path).ExcludeFromDescription();
        own.MapGet(SignIn, DashboardSignIn.Page).AllowAnonymous();
        own.MapGet("/sign-in.js", DashboardSignIn.Script).AllowAnonymous();
        own.MapPost("/session", DashboardSession.Begin).RequireAuthorization(ForAdministrators).NotForKeys();
        // The dashboard's own would read the state of any grain, past its rules of who may see what.
        own.MapGet("/GrainState", static () => Results.NotFound()).RequireAuthorization(ForAdministrators).NotForKeys().WithOrder(-1);
        app.MapOrleansDashboard(Path).RequireAuthorization(ForAdministrators).NotForKeys().ExcludeFromDescription();
        return app;
    }

    private static void ForAdministrators(AuthorizationPolicyBuilder policy) => policy.RequireRole(RoleNames.Administrator);
}
