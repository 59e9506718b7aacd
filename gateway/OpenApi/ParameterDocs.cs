using System.Globalization;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>Short words for parameters.</summary>
internal static class ParameterDocs
{
    /// <summary>The id in the path.</summary>
    /// <param name="kind">What it is the id of, such as <c>deal</c>.</param>
    public static OpenApiParameter Id(string kind) => new()
    {
        Name = "id",
        In = ParameterLocation.Path,
        Required = true,
        Description = $"The {kind}.",
        Schema = SchemaDocs.Uuid($"A {kind}'s id."),
    };

    public static OpenApiParameter InPath(string name, string description, OpenApiSchema schema) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = description,
        Schema = schema,
    };

    public static OpenApiParameter Query(string name, string description, OpenApiSchema schema, bool required = false) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Required = required,
        Description = description,
        Schema = schema,
    };

    public static OpenApiParameter Limit(string description, int fallback, int max) => Query("limit", description, new OpenApiSchema
    {
        Type = JsonSchemaType.Integer,
        Minimum = "1",
        Maximum = max.ToString(CultureInfo.InvariantCulture),
        Default = fallback,
    });
}
