using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Problems;

/// <summary>An answer that is not a success, as <c>application/problem+json</c> (RFC 9457).</summary>
internal sealed class Problem(ProblemKind kind, string detail) : IResult
{
    public const string MediaType = "application/problem+json";

    public ProblemKind Kind { get; } = kind;

    public string Detail { get; } = detail;

    public IReadOnlyList<ProblemError> Errors { get; init; } = [];

    public long? CurrentVersion { get; init; }

    /// <summary>Seconds after which a request may succeed; null where that is not known.</summary>
    public int? RetryAfter { get; init; }

    public IReadOnlyList<FieldConflict> Conflicts { get; init; } = [];

    public static Problem NoSuch(string kind, string id) =>
        new(ProblemKind.NotFound, $"There is no {kind} '{(id.Length <= 100 ? id : id[..100] + "...")}'.");

    public static Problem Of(RequestErrors errors) => errors.OnlyInvalid
        ? new Problem(ProblemKind.Invalid, "Something that is required is missing, or a value is not valid; see errors.") { Errors = errors.All }
        : new Problem(ProblemKind.Malformed, "The request was not understood; see errors.") { Errors = errors.All };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Kind.Status;
        if (RetryAfter is { } seconds) response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        else if (Kind.Status is StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = "1";
        // Such a body is not read to its end, so the connection cannot be used again (RFC 9112 section 9.6).
        if (Kind == ProblemKind.TooLarge && httpContext.Request.ContentLength > Limits.Body) response.Headers.Connection = "close";
        // RFC 9110 section 15.5.2 wants a challenge, also where it is the body's credentials that are refused.
        if (Kind == ProblemKind.CredentialsRefused) response.Headers.WWWAuthenticate = "Bearer";
        return JsonOutput.Send(response, JsonOutput.Render((this, TraceIds.Of(httpContext)), ProblemJson.Write), MediaType);
    }
}
