using System.Text.Json.Nodes;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>The alerts of <c>k8s/components/monitoring</c>.</summary>
public static class AlertRules
{
    /// <summary>The folder that also has their tests and the dashboards.</summary>
    public static string Folder { get; } = Path.Combine(Kustomize.Folder, "components", "monitoring");

    /// <summary>What the operator's object holds for Prometheus: its groups of rules.</summary>
    public static JsonNode Spec() =>
        KubernetesObject.ParseAll(File.ReadAllText(Path.Combine(Folder, "prometheus-rule.yaml"))).Single(static one => one.Kind == "PrometheusRule").Spec!;

    /// <summary>All rules: alerts, and recordings where there are any.</summary>
    public static IReadOnlyList<JsonNode> Rules(JsonNode spec) => [.. spec.ItemsAt("groups").SelectMany(static group => group.ItemsAt("rules"))];

    /// <summary>The metrics that rules ask for and do not make themselves.</summary>
    public static IReadOnlyList<string> Metrics(JsonNode spec)
    {
        var rules = Rules(spec);
        return [.. rules.SelectMany(static rule => MetricNames.Of(rule.TextAt("expr") ?? "")).Except(rules.Select(static rule => rule.TextAt("record")).OfType<string>()).Order(StringComparer.Ordinal)];
    }
}
