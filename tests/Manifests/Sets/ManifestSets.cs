using System.Collections.Concurrent;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Sets;

/// <summary>
/// All that can be built of <c>k8s/</c>: the base alone, with each component, with all of them; each overlay as it is, and with each component that it does not
/// have; and what is beside them and in no other. Each is built once.
/// </summary>
internal static class ManifestSets
{
    private const string Plus = " + ";

    private static readonly ConcurrentDictionary<string, Lazy<Task<ManifestSet>>> Built = new(StringComparer.Ordinal);

    /// <summary>The base with every component.</summary>
    public static string Everything { get; } = string.Join(Plus, Kustomize.Find("components", "Component").Prepend("base"));

    /// <summary>Their names: a folder, and the components that are added, with pluses between.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Find()];

    /// <summary>The folder that a set is built from.</summary>
    public static string FolderOf(string name) => name.Split(Plus)[0];

    public static Task<ManifestSet> BuildAsync(string name) => Built.GetOrAdd(name, static set => new Lazy<Task<ManifestSet>>(() => BuildNewAsync(set))).Value;

    private static async Task<ManifestSet> BuildNewAsync(string name)
    {
        var parts = name.Split(Plus);
        return new ManifestSet(name, await Kustomize.BuildAsync(parts[0], parts[1..]));
    }

    private static IEnumerable<string> Find()
    {
        var components = Kustomize.Find("components", "Component");
        yield return "base";
        foreach (var component in components)
            yield return $"base{Plus}{component}";
        yield return Everything;
        foreach (var overlay in Kustomize.Find("overlays", "Kustomization"))
        {
            yield return overlay;
            foreach (var component in components.Except(ComponentsOf(overlay)))
                yield return $"{overlay}{Plus}{component}";
        }

        var all = Kustomize.Find("", "Kustomization");
        foreach (var other in all.Except(all.SelectMany(static folder => NamedIn(folder, "resources"))).Where(static folder => folder.Split('/')[0] is not ("base" or "overlays" or "components")))
            yield return other;
    }

    private static IEnumerable<string> ComponentsOf(string overlay) => NamedIn(overlay, "components");

    /// <summary>The files and folders of a list in a kustomization, relative to <c>k8s/</c>.</summary>
    private static IEnumerable<string> NamedIn(string folder, string list) =>
        YamlText.Parse(File.ReadAllText(Path.Combine(Kustomize.Folder, folder, "kustomization.yaml"))).ItemsAt(list)
            .Select(named => Path.GetRelativePath(Kustomize.Folder, Path.GetFullPath(Path.Combine(Kustomize.Folder, folder, named.ToString()))));
}
