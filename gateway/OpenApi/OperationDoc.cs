using System.Globalization;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>How one operation is described in the OpenAPI document.</summary>
/// <param name="Id">The operation's id, for generated clients.</param>
/// <param name="Summary">A few words.</param>
internal sealed record OperationDoc(string Id, string Summary)
{
    public string? Description { get; init; }

    /// <summary>Parameters and request headers.</summary>
    public IReadOnlyList<OpenApiParameter> Parameters { get; init; } = [];

    public BodyDoc? Body { get; init; }

    /// <summary>The answers with success.</summary>
    public required IReadOnlyList<AnswerDoc> Answers { get; init; }

    /// <summary>The statuses of problems beside 429, 500 and 503, which every operation may answer, and 401 and 403 where it is not public.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [];

    /// <summary>Whether the operation is open to all.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether no rate limit holds for the operation.</summary>
    public bool IsUnlimited { get; init; }

    /// <param name="operation">What is described.</param>
    /// <param name="document">The document that it is in.</param>
    /// <param name="scope">What API keys need for it; null where they are not taken.</param>
    public void Apply(OpenApiOperation operation, OpenApiDocument document, string? scope)
    {
        operation.OperationId = Id;
        operation.Summary = Summary;
        operation.Description = Description;
        operation.Parameters = [.. Parameters];
        operation.RequestBody = Body?.ToRequestBody(document);
        operation.Responses = [];
        foreach (var answer in Answers) operation.Responses[Text(answer.Status)] = answer.ToResponse(document);
        foreach (var status in Problems.Concat(IsUnlimited ? [] : [429]).Concat(IsPublic ? [] : [401, 403, 500, 503]).Distinct().Order())
            operation.Responses[Text(status)] = ProblemDocs.Response(status, document);
        operation.Security = IsPublic ? [] : [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiDocument.Bearer, document)] = scope is null ? [] : [scope] }];
    }

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A request's body: the name of its schema and the media types that it may have.</summary>
internal sealed record BodyDoc(string Schema, bool Required, params string[] MediaTypes)
{
    public OpenApiRequestBody ToRequestBody(OpenApiDocument document) => new()
    {
        Required = Required,
        Content = MediaTypes.ToDictionary(
            type => type,
            _ => new OpenApiMediaType { Schema = new OpenApiSchemaReference(Schema, document) }),
    };
}

/// <summary>An answer with success: its body's schema, if it has one, and its headers.</summary>
internal sealed record AnswerDoc(int Status, string Description, string? Schema = null, string MediaType = "application/json")
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public OpenApiResponse ToResponse(OpenApiDocument document) => new()
    {
        Description = Description,
        Headers = Headers.ToDictionary(header => header.Key, header => HeaderDocs.Of(header.Value)),
        Content = Schema is null
            ? null
            : new Dictionary<string, OpenApiMediaType>
            {
                [MediaType] = new() { Schema = new OpenApiSchemaReference(Schema, document) },
            },
    };
}
