using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>How the operations on API keys are described.</summary>
internal static class ApiKeyDocs
{
    public static readonly OperationDoc Create = new("createApiKey", "Make an API key for a machine")
    {
        Description = "The key may do what its owner may at the time, narrowed to its scopes. It is shown this once; a repeat under the same "
            + "Idempotency-Key is answered without it. A user has at most 20 keys that are good (409).",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(ApiKeySchemas.ApiKeyCreate, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(201, "The new key.", ApiKeySchemas.ApiKeyCreated) { Headers = HeaderDocs.Of(HeaderDocs.Position) }],
        Problems = [400, 403, 409, 413, 415, 422],
    };

    public static readonly OperationDoc List = new("listApiKeys", "List one's own API keys")
    {
        Description = "All that were not revoked; those that have expired until the next one is made.",
        Parameters = [HeaderDocs.IfNoneMatch],
        Answers = [new AnswerDoc(200, "The keys.", ApiKeySchemas.ApiKeyList) { Headers = HeaderDocs.Of(HeaderDocs.ETag) }, new AnswerDoc(304, "The client has it already.") { Headers = HeaderDocs.Of(HeaderDocs.ETag) }],
        Problems = [400],
    };

    public static readonly OperationDoc Revoke = new("revokeApiKey", "Revoke an API key")
    {
        Description = "One's own, or any for administrators (ROLE_ADMIN). It is refused within 2 seconds, and streams that were opened with it end within 17.",
        Parameters = [ParameterDocs.Id("API key"), HeaderDocs.IdempotencyKeyHeader],
        Answers = [new AnswerDoc(204, "It is good no more.") { Headers = HeaderDocs.Of(HeaderDocs.Position) }],
        Problems = [400, 404, 422],
    };
}
