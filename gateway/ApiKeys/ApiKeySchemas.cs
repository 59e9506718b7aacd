using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>The JSON schemas of API keys.</summary>
internal static class ApiKeySchemas
{
    public const string ApiKey = "ApiKey";
    public const string ApiKeyCreate = "ApiKeyCreate";
    public const string ApiKeyCreated = "ApiKeyCreated";
    public const string ApiKeyList = "ApiKeyList";

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(ApiKey, _ => Object("An API key.", [.. Members, ("lastUsedAt", Time("When it was last used, to the minute; null for never.").OrNull())])),
        new(ApiKeyCreate, _ => Object(
            "A new API key.",
            [(ApiKeyFields.Name, Name), (ApiKeyFields.Scopes, Scopes)],
            (ApiKeyFields.ExpiresAt, Time("At most 365 days from now; null or absent for 90 days from now.").OrNull())).Closed()),
        new(ApiKeyCreated, _ => Object(
            "A new API key, with the key itself.",
            [.. Members, ("key", Text("For 'Authorization: Bearer' or X-Api-Key. Shown this once: null when the request was repeated.", ApiKeyText.Length, ApiKeyText.Length).OrNull())])),
        new(ApiKeyList, document => Object("API keys.", [("items", ListOf(new OpenApiSchemaReference(ApiKey, document), "Oldest first."))])),
    ];

    private static OpenApiSchema Name => Text("For its owner.", 1, 100);

    private static OpenApiSchema Scopes => ListOf(
        OneOf("admin and telegram:confirm are for administrators.", ApiKeyScopes.All), "What it may be used for, each at most once.", ApiKeyScopes.All.Length);

    private static (string Name, IOpenApiSchema Schema)[] Members =>
    [
        ("id", Uuid("Its id.")),
        (ApiKeyFields.Name, Name),
        (ApiKeyFields.Scopes, Scopes),
        ("createdAt", Time("When it was made.")),
        (ApiKeyFields.ExpiresAt, Time("When it ends by itself.")),
    ];
}
