using System.Text.Json.Nodes;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>Looks into JSON of which nobody knows what is there.</summary>
public static class JsonPaths
{
    /// <summary>What is at the end of a path of members; null when there is nothing.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            node = node is JsonObject members ? members[name] : null;
        return node;
    }

    /// <summary>The text, number or truth value there, as a text; null when there is none.</summary>
    public static string? TextAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) is JsonValue value ? value.ToString() : null;

    /// <summary>The items of the list there; none when there is no list.</summary>
    public static IReadOnlyList<JsonNode> ItemsAt(this JsonNode? node, params ReadOnlySpan<string> path) =>
        node.At(path) is JsonArray items ? [.. items.OfType<JsonNode>()] : [];

    /// <summary>The members of the object there, with their texts; none when there is no object.</summary>
    public static IReadOnlyDictionary<string, string> TextsAt(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) is JsonObject members
        ? members.ToDictionary(static member => member.Key, static member => $"{member.Value}", StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>All texts in it, with the path to each, such as <c>spec.ports[0].name</c>.</summary>
    public static IEnumerable<(string Path, string Text)> Texts(this JsonNode? node, string path = "") => node switch
    {
        JsonObject members => members.SelectMany(member => member.Value.Texts(path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray items => items.SelectMany((item, i) => item.Texts($"{path}[{i}]")),
        JsonValue value => [(path, value.ToString())],
        _ => [],
    };
}
