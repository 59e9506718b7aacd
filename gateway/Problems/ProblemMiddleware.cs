using Crm.Actors.Gateway.Edge;
using Microsoft.AspNetCore.Connections;

namespace Crm.Actors.Gateway.Problems;

/// <summary>Gives every answer without success the same shape, also those that never reach an endpoint, and failures.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            Fail(http, e.StatusCode);
        }
        catch (Exception e) when (e is ConnectionResetException || (e is OperationCanceledException && http.RequestAborted.IsCancellationRequested))
        {
            // The client has gone; nobody reads an answer.
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            LogFailure(e, http.Request.Method, http.Request.Path, TraceIds.Of(http));
            Fail(http, StatusCodes.Status500InternalServerError);
        }

        if (http.Response.StatusCode >= 400 && !http.Response.HasStarted && http.Response.ContentType is null) await Write(http);
    }

    private static void Fail(HttpContext http, int status)
    {
        var connection = http.Response.Headers.Connection;
        http.Response.Clear();
        http.Response.Headers.Connection = connection;
        SecurityHeaders.Apply(http);
        http.Response.StatusCode = status;
    }

    private static Task Write(HttpContext http) =>
        new Problem(ProblemKind.OfStatus(http.Response.StatusCode), DetailOf(http)).ExecuteAsync(http);

    private static string DetailOf(HttpContext http) => http.Response.StatusCode switch
    {
        401 => "Send 'Authorization: Bearer <access token>' with a token that is signed for this service, not expired, and no older than the newest change of its user's rights.",
        404 => "There is nothing at this address.",
        405 => $"{http.Request.Method} is not among {http.Response.Headers.Allow}.",
        408 => "The request was not complete in time.",
        413 => "The body is larger than this server takes.",
        >= 500 => "The failure was logged under the trace id.",
        _ => "The request was refused.",
    };

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "{Method} {Path} failed; trace {TraceId}")]
    private partial void LogFailure(Exception exception, string method, string path, string traceId);
}
