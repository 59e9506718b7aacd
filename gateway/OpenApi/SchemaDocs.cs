using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>Short words for JSON schemas (2020-12, as OpenAPI 3.1 has them).</summary>
internal static class SchemaDocs
{
    public static OpenApiSchema Text(string description, int? min = null, int? max = null) =>
        new() { Type = JsonSchemaType.String, Description = description, MinLength = min, MaxLength = max };

    public static OpenApiSchema Integer(string description, string? minimum = null) =>
        new() { Type = JsonSchemaType.Integer, Format = "int64", Description = description, Minimum = minimum };

    public static OpenApiSchema Flag(string description) => new() { Type = JsonSchemaType.Boolean, Description = description };

    public static OpenApiSchema Uuid(string description) => new() { Type = JsonSchemaType.String, Format = "uuid", Description = description };

    public static OpenApiSchema Time(string description) => new() { Type = JsonSchemaType.String, Format = "date-time", Description = description };

    public static OpenApiSchema Date(string description) => new() { Type = JsonSchemaType.String, Format = "date", Description = description };

    public static OpenApiSchema OneOf(string description, params IEnumerable<string> names) => new()
    {
        Type = JsonSchemaType.String,
        Description = description,
        Enum = [.. names.Select(name => System.Text.Json.Nodes.JsonValue.Create(name))],
    };

    public static OpenApiSchema ListOf(IOpenApiSchema item, string description, int? max = null) =>
        new() { Type = JsonSchemaType.Array, Items = item, Description = description, MaxItems = max };

    /// <summary>The same schema, where null is also allowed.</summary>
    public static OpenApiSchema OrNull(this OpenApiSchema schema)
    {
        schema.Type |= JsonSchemaType.Null;
        return schema;
    }

    public static OpenApiSchema Object(string description, (string Name, IOpenApiSchema Schema)[] required, params (string Name, IOpenApiSchema Schema)[] optional) => new()
    {
        Type = JsonSchemaType.Object,
        Description = description,
        Properties = required.Concat(optional).ToDictionary(member => member.Name, member => member.Schema),
        Required = required.Select(member => member.Name).ToHashSet(),
    };

    /// <summary>The same schema, where unknown members are refused. For what clients send; what they get may grow.</summary>
    public static OpenApiSchema Closed(this OpenApiSchema schema)
    {
        schema.AdditionalPropertiesAllowed = false;
        return schema;
    }
}
