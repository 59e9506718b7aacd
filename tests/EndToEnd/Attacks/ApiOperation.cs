using System.Text.Json;

namespace Crm.Actors.EndToEndTests.Attacks;

/// <summary>A route of the gateway as its OpenAPI document has it.</summary>
/// <param name="Method">GET, POST, ...</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Query">The names of its query parameters.</param>
/// <param name="Headers">The names of its headers.</param>
/// <param name="MediaTypes">Of its body; none when it takes none.</param>
/// <param name="Members">Of its body.</param>
/// <param name="IsOpen">Whether it takes no token.</param>
internal sealed record ApiOperation(string Method, string Path, string[] Query, string[] Headers, string[] MediaTypes, string[] Members, bool IsOpen)
{
    private static readonly string[] Methods = ["get", "post", "put", "patch", "delete"];

    /// <summary>All routes of a document.</summary>
    public static ApiOperation[] ReadAll(JsonElement document) =>
    [
        .. from path in document.GetProperty("paths").EnumerateObject()
           from method in path.Value.EnumerateObject()
           where Methods.Contains(method.Name, StringComparer.Ordinal)
           select Read(document, path.Name, method.Name, method.Value),
    ];

    private static ApiOperation Read(JsonElement document, string path, string method, JsonElement operation)
    {
        var content = operation.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().ToArray() : [];
        var members = content.SelectMany(type => Resolve(document, type.Value.GetProperty("schema")) is var schema && schema.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().Select(static property => property.Name)
            : []);
        return new(
            method.ToUpperInvariant(),
            path,
            Parameters(operation, "query"),
            Parameters(operation, "header"),
            [.. content.Select(static type => type.Name)],
            [.. members.Distinct(StringComparer.Ordinal)],
            !operation.TryGetProperty("security", out var security) || security.GetArrayLength() == 0);
    }

    private static string[] Parameters(JsonElement operation, string place) => operation.TryGetProperty("parameters", out var parameters)
        ? [.. parameters.EnumerateArray().Where(parameter => parameter.GetProperty("in").GetString() == place).Select(static parameter => parameter.GetProperty("name").GetString()!)]
        : [];

    private static JsonElement Resolve(JsonElement document, JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? document.GetProperty("components").GetProperty("schemas").GetProperty(reference.GetString()!.Split('/')[^1])
        : schema;
}
