using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Http;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>Headers that many operations share.</summary>
internal static class HeaderDocs
{
    public static OpenApiParameter IdempotencyKeyHeader => Request(
        IdempotencyKey.Header,
        "Names this write, so that repeating it with the same body is safe for 7 days and gives the first answer. Another body under the same key is refused with 422.",
        new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MaxLength, Pattern = "^[!-~]+$" });

    public static OpenApiParameter IfMatch => Request(
        "If-Match",
        "The strong entity tag of the version that the write must find, such as \"7\"; * for any. Another version is answered with 412.",
        new OpenApiSchema { Type = JsonSchemaType.String });

    public static OpenApiParameter IfNoneMatch => Request(
        "If-None-Match",
        "Entity tags that the client has; when one is current the answer is 304.",
        new OpenApiSchema { Type = JsonSchemaType.String });

    /// <summary>What cached answers may not be older than.</summary>
    public static OpenApiParameter Seen => Request(
        FeedPosition.Header,
        "Of an answer that the client has: this one is not older. Without it, and without If-None-Match, an answer may be older than another gateway's by the moment that events take.",
        new OpenApiSchema { Type = JsonSchemaType.String });

    public static KeyValuePair<string, string> ETag => new("ETag", "The entity tag of the answer.");

    public static KeyValuePair<string, string> Location => new("Location", "Where the new object is.");

    public static KeyValuePair<string, string> Position => new(
        FeedPosition.Header, "Place in the event feed: a stream opened with it as lastEventId misses nothing that this answer does not show. Opaque.");

    /// <summary>The answer to <c>If-None-Match</c> with a current tag.</summary>
    public static AnswerDoc NotModified => new(304, "The client has it already.") { Headers = Of(ETag, Position) };

    public static IReadOnlyDictionary<string, string> Of(params KeyValuePair<string, string>[] headers) => new Dictionary<string, string>(headers);

    public static IOpenApiHeader Of(string description) => new OpenApiHeader
    {
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter Request(string name, string description, OpenApiSchema schema) => new()
    {
        Name = name,
        In = ParameterLocation.Header,
        Description = description,
        Schema = schema,
    };
}
