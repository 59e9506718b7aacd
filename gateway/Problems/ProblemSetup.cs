namespace Crm.Actors.Gateway.Problems;

/// <summary>Problems (RFC 9457) for all that goes wrong.</summary>
internal static class ProblemSetup
{
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app.UseMiddleware<ProblemMiddleware>();

    /// <summary>What no route matches is not found, with or without a token. Comes between routing and authorization.</summary>
    public static IApplicationBuilder UseNotFound(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint() is not null) return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });
}
