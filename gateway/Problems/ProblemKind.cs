namespace Crm.Actors.Gateway.Problems;

/// <summary>The kinds of problems (RFC 9457) that the API answers.</summary>
/// <param name="Status">HTTP status code.</param>
/// <param name="Slug">The end of the problem's <c>type</c>, stable for programs.</param>
/// <param name="Title">The same for every problem of the kind.</param>
internal sealed record ProblemKind(int Status, string Slug, string Title)
{
    public static readonly ProblemKind Malformed = new(400, "malformed-request", "The request is malformed");
    public static readonly ProblemKind Unauthorized = new(401, "unauthorized", "A valid access token is needed");
    public static readonly ProblemKind CredentialsRefused = new(401, "credentials-refused", "The credentials are not accepted");
    public static readonly ProblemKind Forbidden = new(403, "forbidden", "Not permitted");
    public static readonly ProblemKind InsufficientScope = new(403, "insufficient-scope", "The API key does not allow this");
    public static readonly ProblemKind NotFound = new(404, "not-found", "Not found");
    public static readonly ProblemKind MethodNotAllowed = new(405, "method-not-allowed", "The method is not offered here");
    public static readonly ProblemKind RequestTimeout = new(408, "request-timeout", "The request took too long");
    public static readonly ProblemKind MergeConflict = new(409, "merge-conflict", "Somebody else changed the same field");
    public static readonly ProblemKind NotAllowedNow = new(409, "not-allowed-now", "Not possible in the present state");
    public static readonly ProblemKind Taken = new(409, "taken", "The value is in use");
    public static readonly ProblemKind VersionMismatch = new(412, "version-mismatch", "The object has another version");
    public static readonly ProblemKind TooLarge = new(413, "too-large", "The body is too large");
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupported-media-type", "The body's media type is not taken here");
    public static readonly ProblemKind Invalid = new(422, "invalid", "A value is not valid");
    public static readonly ProblemKind KeyReused = new(422, "key-reused", "The Idempotency-Key was used for another request");
    public static readonly ProblemKind TooManyRequests = new(429, "too-many-requests", "Too many requests");
    public static readonly ProblemKind TooManyAttempts = new(429, "too-many-attempts", "Too many attempts that failed");
    public static readonly ProblemKind Internal = new(500, "internal", "The server failed");
    public static readonly ProblemKind Unavailable = new(503, "unavailable", "Temporarily unavailable");
    public static readonly ProblemKind Overloaded = new(503, "overloaded", "Too busy");

    public string Type { get; } = "urn:crm-actors:problem:" + Slug;

    /// <summary>The kind that stands for a bare status, which some part before the endpoints has set.</summary>
    public static ProblemKind OfStatus(int status) => status switch
    {
        401 => Unauthorized,
        403 => Forbidden,
        404 => NotFound,
        405 => MethodNotAllowed,
        408 => RequestTimeout,
        413 => TooLarge,
        415 => UnsupportedMediaType,
        503 => Unavailable,
        >= 500 => Internal with { Status = status },
        _ => Malformed with { Status = status },
    };
}
