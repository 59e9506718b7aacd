using System.Text.Json.Nodes;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>Containers that run silo or gateway, and the variables that they get.</summary>
internal static class OurContainers
{
    /// <summary>Each with the type that reads the settings of its program.</summary>
    public static IEnumerable<(PodTemplate Pod, JsonNode Container, string Settings)> Of(ManifestSet set) =>
        from pod in set.Pods
        from container in pod.AllContainers
        let settings = SettingsOf(container)
        where settings.Length > 0
        select (pod, container, settings);

    /// <summary>The variables of a container: those of its ConfigMaps, and its own, which win.</summary>
    public static Dictionary<string, JsonNode> Variables(ManifestSet set, PodTemplate pod, JsonNode container)
    {
        var variables = new Dictionary<string, JsonNode>(StringComparer.Ordinal);
        foreach (var source in container.ItemsAt("envFrom").Select(static source => source.TextAt("configMapRef", "name")).OfType<string>())
        {
            var map = set.OfKind("ConfigMap").FirstOrDefault(one => one.Namespace == pod.Owner.Namespace && one.Name == source);
            foreach (var (name, value) in map?.Json.TextsAt("data") ?? new Dictionary<string, string>(StringComparer.Ordinal))
                variables[name] = new JsonObject { ["name"] = name, ["value"] = value };
        }

        foreach (var variable in container.ItemsAt("env"))
            variables[variable.TextAt("name") ?? ""] = variable;
        return variables;
    }

    /// <summary>Empty for what is not ours.</summary>
    private static string SettingsOf(JsonNode container)
    {
        // IMAGE[:TAG][@DIGEST], where the registry may have a port.
        var image = (container.TextAt("image") ?? "").Split('/')[^1].Split(':', '@')[0];
        if (image.Contains("gateway", StringComparison.Ordinal))
            return "GatewaySettings";
        if (!image.Contains("silo", StringComparison.Ordinal))
            return "";
        return container.ItemsAt("args") switch
        {
            [var command, ..] when command.ToString() == "migrate" => "DatabaseLogins",
            [var command, ..] when command.ToString() == "verify" => "VerifyCommand",
            _ => "SiloSettings",
        };
    }
}
