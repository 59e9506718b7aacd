using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Sets;

/// <summary>A label selector (Kubernetes API reference, LabelSelector v1 meta). An empty one chooses all.</summary>
/// <param name="selector">With <c>matchLabels</c> and <c>matchExpressions</c>.</param>
internal sealed class LabelSelector(JsonNode? selector)
{
    /// <summary>The plain form that a Service has.</summary>
    public static LabelSelector OfLabels(JsonNode? labels) => new(new JsonObject { ["matchLabels"] = labels?.DeepClone() });

    public bool Chooses(IReadOnlyDictionary<string, string> labels) =>
        selector.TextsAt("matchLabels").All(wanted => labels.GetValueOrDefault(wanted.Key) == wanted.Value)
        && selector.ItemsAt("matchExpressions").All(expression => IsMet(expression, labels));

    private static bool IsMet(JsonNode expression, IReadOnlyDictionary<string, string> labels)
    {
        var value = labels.GetValueOrDefault(expression.TextAt("key") ?? "");
        var listed = value is not null && expression.ItemsAt("values").Any(one => one.ToString() == value);
        return expression.TextAt("operator") switch
        {
            "In" => listed,
            "NotIn" => !listed,
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            var other => throw new InvalidOperationException($"'{other}' is no operator of label selectors."),
        };
    }
}
