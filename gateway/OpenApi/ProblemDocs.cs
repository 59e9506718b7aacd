using Crm.Actors.Gateway.Problems;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>The answers without success.</summary>
internal static class ProblemDocs
{
    public const string Schema = "Problem";

    public static OpenApiResponse Response(int status, OpenApiDocument document) => new()
    {
        Description = status switch
        {
            400 => "The request is malformed: no JSON, a wrong type, an unknown or repeated member or parameter, a wrong header.",
            401 => "No valid access token, or credentials that are not accepted.",
            403 => "Not permitted.",
            404 => "No such object, or none that the caller may see.",
            409 => "Somebody else changed the same field since baseVersion (with conflicts), or the object's state does not allow it, or a value that must be unique is in use.",
            412 => "The object has another version than If-Match requires (with currentVersion).",
            413 => "The body is too large.",
            415 => "The body's media type is not taken here.",
            422 => "A value is not valid, something required is missing, or the Idempotency-Key was used for another request.",
            429 => "Too many requests, or too many failed attempts; repeat after Retry-After.",
            503 => "Temporarily unavailable; repeat after Retry-After, writes with the same Idempotency-Key.",
            _ => "The server failed.",
        },
        Headers = HeadersOf(status),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem.MediaType] = new() { Schema = new OpenApiSchemaReference(Schema, document) },
        },
    };

    public static OpenApiSchema ToSchema() => SchemaDocs.Object(
        "A problem (RFC 9457).",
        [
            ("type", SchemaDocs.Text("A URI that names the kind of problem, such as urn:crm-actors:problem:merge-conflict.")),
            ("title", SchemaDocs.Text("The same for every problem of the kind.")),
            ("status", SchemaDocs.Integer("The status code.")),
            ("detail", SchemaDocs.Text("One sentence about this occurrence.")),
            ("traceId", SchemaDocs.Text("Finds the request in the logs.")),
        ],
        [
            ("currentVersion", SchemaDocs.Integer("The version that the object has now (409, 412).")),
            ("errors", SchemaDocs.ListOf(Error, "What is wrong with the request, up to 20 faults.")),
            ("conflicts", SchemaDocs.ListOf(Conflict, "The fields that two people changed.")),
        ]);

    private static OpenApiSchema Error => SchemaDocs.Object(
        "One fault; exactly one of pointer, parameter and header says where.",
        [("detail", SchemaDocs.Text("What is wrong."))],
        [
            ("pointer", SchemaDocs.Text("Place in the body: a JSON Pointer (RFC 6901) as URI fragment, such as #/amount.")),
            ("parameter", SchemaDocs.Text("The query parameter.")),
            ("header", SchemaDocs.Text("The request header.")),
        ]);

    private static OpenApiSchema Conflict => SchemaDocs.Object(
        "A field with three values.",
        [
            ("field", SchemaDocs.Text("The field; custom fields as customFields.key.")),
            ("base", new OpenApiSchema { Description = "The value at baseVersion." }),
            ("yours", new OpenApiSchema { Description = "The value asked for." }),
            ("theirs", new OpenApiSchema { Description = "The value that stands." }),
        ]);

    private static Dictionary<string, IOpenApiHeader>? HeadersOf(int status) => status switch
    {
        401 => new() { ["WWW-Authenticate"] = HeaderDocs.Of("Bearer (RFC 6750), with what is wrong with the token.") },
        429 => new()
        {
            ["Retry-After"] = HeaderDocs.Of("Seconds to wait."),
            ["RateLimit"] = HeaderDocs.Of("What is left of the limit (draft-ietf-httpapi-ratelimit-headers); on other answers, too, where a limit holds."),
            ["RateLimit-Policy"] = HeaderDocs.Of("The limit."),
        },
        503 => new() { ["Retry-After"] = HeaderDocs.Of("Seconds to wait.") },
        _ => null,
    };
}
