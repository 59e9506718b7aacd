
namespace Crm.Actors.Gateway.Problems;

/// <summary>Gives every answer without success the same shape, also those that never reach an endpoint.</summary>
internal static class ProblemSetup
{
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = WriteFailure,
            StatusCodeSelector = StatusOf,
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
        })
        .UseStatusCodePages(context => WriteStatus(context.HttpContext));

    /// <summary>What no route matches is not found, with or without a token. Comes between routing and authorization.</summary>
    public static IApplicationBuilder UseNotFound(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        if (http.GetEndpoint() is not null) return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    });

    private static int StatusOf(Exception exception) => exception is BadHttpRequestException bad ? bad.StatusCode : 500;

    private static Task WriteFailure(HttpContext http) => WriteStatus(http);

    private static Task WriteStatus(HttpContext http) =>
        new Problem(ProblemKind.OfStatus(http.Response.StatusCode), DetailOf(http)).ExecuteAsync(http);

    private static string DetailOf(HttpContext http) => http.Response.StatusCode switch
    {
        401 => "Send 'Authorization: Bearer <access token>' with a token that is signed for this service and not expired.",
        404 => "There is nothing at this address.",
        405 => $"{http.Request.Method} is not among {http.Response.Headers.Allow}.",
        413 => "The body is larger than this server takes.",
        >= 500 => "The failure was logged under the trace id.",
        _ => "The request was refused.",
    };
}
