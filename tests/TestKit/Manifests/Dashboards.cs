using System.Text.Json.Nodes;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>The dashboards of <c>k8s/components/monitoring</c>, as Grafana imports them.</summary>
public static class Dashboards
{
    /// <summary>Each with the name of its file.</summary>
    public static IReadOnlyDictionary<string, JsonNode> All() => Directory.EnumerateFiles(Path.Combine(AlertRules.Folder, "dashboards"), "*.json")
        .ToDictionary(static file => Path.GetFileName(file), static file => JsonNode.Parse(File.ReadAllText(file))!, StringComparer.Ordinal);

    /// <summary>All that a dashboard asks Prometheus: its panels, and its variables, which ask in Grafana's own words.</summary>
    public static IReadOnlyList<string> Queries(JsonNode dashboard) => [.. Expressions(dashboard), .. VariableQueries(dashboard)];

    /// <summary>The expressions of its panels, also of those in rows.</summary>
    public static IReadOnlyList<string> Expressions(JsonNode dashboard) =>
        [.. Panels(dashboard).SelectMany(static panel => panel.ItemsAt("targets")).Select(static target => target.TextAt("expr")).OfType<string>()];

    public static IEnumerable<JsonNode> Panels(JsonNode parent) => parent.ItemsAt("panels").SelectMany(static panel => Panels(panel).Prepend(panel));

    private static IEnumerable<string> VariableQueries(JsonNode dashboard) => dashboard.ItemsAt("templating", "list")
        .Where(static variable => variable.TextAt("type") == "query")
        .Select(static variable => variable.TextAt("query", "query") ?? variable.TextAt("query"))
        .OfType<string>();
}
