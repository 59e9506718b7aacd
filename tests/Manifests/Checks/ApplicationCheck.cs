using System.Text.Json.Nodes;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>What Argo CD is told to apply is in this repository, and goes to the namespace that it is for.</summary>
internal static class ApplicationCheck
{
    public static IEnumerable<string> Problems(ManifestSet set) =>
        set.OfKind("Application").SelectMany(static one => Source(one, one.Spec, one.Spec.TextAt("source", "path") ?? ""))
            .Concat(set.OfKind("ApplicationSet").SelectMany(static one => Elements(one).SelectMany(element => Source(one, one.Spec.At("template", "spec"), Filled(one.Spec.TextAt("template", "spec", "source", "path") ?? "", element)))));

    private static IEnumerable<string> Source(KubernetesObject one, JsonNode? spec, string path)
    {
        var file = Path.Combine(RepositoryLayout.Root, path, "kustomization.yaml");
        if (path.Length == 0 || !File.Exists(file))
        {
            yield return $"{one}: there is no kustomization in '{path}'";
            yield break;
        }

        // A kustomization without a namespace of its own takes it from what it is made of.
        var space = YamlText.Parse(File.ReadAllText(file)).TextAt("namespace");
        if (space is not null && spec.TextAt("destination", "namespace") != space)
            yield return $"{one}: {path} is for the namespace {space}";
    }

    private static IReadOnlyList<JsonNode> Elements(KubernetesObject one) => [.. one.Spec.ItemsAt("generators").SelectMany(static generator => generator.ItemsAt("list", "elements"))];

    /// <summary>The path with the values of an element, in Go's template language.</summary>
    private static string Filled(string path, JsonNode element) =>
        element.Texts().Aggregate(path, static (text, value) => text.Replace($"{{{{ .{value.Path} }}}}", value.Text, StringComparison.Ordinal));
}
