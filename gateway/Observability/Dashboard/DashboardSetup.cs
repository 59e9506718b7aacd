using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.ApiKeys;
using Microsoft.AspNetCore.Authorization;
using Orleans.Dashboard;

namespace Crm.Actors.Gateway.Observability.Dashboard;

/// <summary>
/// Orleans' dashboard: which silos and grains there are, and how busy they are. For administrators alone, and only to look. Browsers open it after
/// <c>/dashboard/sign-in</c>; see <see cref="DashboardSession"/>.
/// </summary>
internal static class DashboardSetup
{
    public const string Path = "/dashboard";

    /// <summary>Reads the state of any grain, past its own rules who may see what.</summary>
    private const string States = "/GrainState";

    public static IEndpointRouteBuilder MapDashboard(this IEndpointRouteBuilder app)
    {
        var own = app.MapGroup(Path).ExcludeFromDescription();
        own.MapGet("/sign-in", DashboardSignIn.Page).AllowAnonymous();
        own.MapGet("/sign-in.js", DashboardSignIn.Script).AllowAnonymous();
        own.MapPost("/session", DashboardSession.Begin).RequireAuthorization(ForAdministrators).NotForKeys();
        app.MapOrleansDashboard(Path).AddEndpointFilter(HideStates).RequireAuthorization(ForAdministrators).NotForKeys().ExcludeFromDescription();
        return app;
    }

    private static void ForAdministrators(AuthorizationPolicyBuilder policy) => policy.RequireRole(RoleNames.Administrator);

    private static ValueTask<object?> HideStates(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } && route.EndsWith(States, StringComparison.Ordinal)
            ? ValueTask.FromResult<object?>(Results.NotFound())
            : next(context);
}
