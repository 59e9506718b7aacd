using System.Text.Json.Nodes;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>One object of a manifest.</summary>
/// <param name="json">All of it.</param>
public sealed class KubernetesObject(JsonObject json)
{
    public JsonObject Json { get; } = json;

    public string ApiVersion => Json.TextAt("apiVersion") ?? "";

    public string Kind => Json.TextAt("kind") ?? "";

    public string Name => Json.TextAt("metadata", "name") ?? "";

    /// <summary>Empty when it has none.</summary>
    public string Namespace => Json.TextAt("metadata", "namespace") ?? "";

    public IReadOnlyDictionary<string, string> Labels => Json.TextsAt("metadata", "labels");

    public JsonNode? Spec => Json["spec"];

    /// <summary>All objects of a text with several documents.</summary>
    public static IReadOnlyList<KubernetesObject> ParseAll(string yaml) => [.. YamlText.ParseAll(yaml).OfType<JsonObject>().Select(static json => new KubernetesObject(json))];

    /// <summary>Another one with the same content.</summary>
    public KubernetesObject Copy() => new((JsonObject)Json.DeepClone());

    public override string ToString() => $"{Kind} {(Namespace.Length > 0 ? $"{Namespace}/" : "")}{Name}";
}
