using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>A feature's part of the document's schemas.</summary>
/// <param name="name">What references call it.</param>
/// <param name="schema">The schema; the document is that which its references point into.</param>
internal sealed class NamedSchema(string name, Func<OpenApiDocument, OpenApiSchema> schema)
{
    public string Name { get; } = name;

    public OpenApiSchema In(OpenApiDocument document) => schema(document);
}

/// <summary>What the whole document says: about the interface, its access tokens, its schemas.</summary>
internal sealed class ApiDocument(IEnumerable<NamedSchema> schemas) : IOpenApiDocumentTransformer
{
    public const string Bearer = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Crm.Actors",
            Version = "v1",
            Description = "Deals, their history and their events; users, roles and sessions. Times are UTC, ids are UUIDs, amounts are decimal strings. "
                + "Unknown members and parameters are refused. Answers without success are problems (RFC 9457). Changes within v1 only add.",
        };
        // The server is where the document came from; naming it would tie the document to one address.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Bearer] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT", Description = "An access token; POST /api/auth/token gives one. Or an API key of POST /api/auth/keys, which may also be sent as X-Api-Key and needs the scope that is named with an operation; where none is, keys are not taken." },
        };
        document.Components.Schemas = schemas
            .OrderBy(schema => schema.Name, StringComparer.Ordinal)
            .ToDictionary(schema => schema.Name, IOpenApiSchema (schema) => schema.In(document));
        return Task.CompletedTask;
    }
}
