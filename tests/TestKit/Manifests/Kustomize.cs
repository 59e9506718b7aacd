using Crm.Actors.TestKit.Running;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>Builds the kustomizations of <c>k8s/</c> with <c>kubectl kustomize</c>.</summary>
public static class Kustomize
{
    /// <summary>The folder of the manifests.</summary>
    public static string Folder { get; } = Path.Combine(RepositoryLayout.Root, "k8s");

    /// <summary>Builds one, with more components than it has.</summary>
    /// <param name="folder">A folder below <c>k8s/</c>, such as <c>overlays/dev</c>.</param>
    /// <param name="components">Folders below <c>k8s/</c>.</param>
    /// <exception cref="InvalidOperationException">kubectl refuses it; the message says why.</exception>
    public static async Task<IReadOnlyList<KubernetesObject>> BuildAsync(string folder, params string[] components)
    {
        if (components.Length == 0)
            return KubernetesObject.ParseAll((await Tool.RunAsync(Tool.Kubectl, "kustomize", Path.Combine(Folder, folder))).Required());
        // Roots are relative to the kustomization that names them.
        var around = Directory.CreateTempSubdirectory("crm-kustomize-").FullName;
        try
        {
            string Relative(string root) => Path.GetRelativePath(around, Path.Combine(Folder, root));
            await File.WriteAllTextAsync(
                Path.Combine(around, "kustomization.yaml"),
                $"resources:\n  - {Relative(folder)}\ncomponents:\n{string.Concat(components.Select(component => $"  - {Relative(component)}\n"))}");
            return KubernetesObject.ParseAll((await Tool.RunAsync(Tool.Kubectl, "kustomize", around)).Required());
        }
        finally
        {
            Directory.Delete(around, recursive: true);
        }
    }

    /// <summary>The folders below <paramref name="folder"/> with a kustomization of a kind, relative to <c>k8s/</c>.</summary>
    /// <param name="folder">Such as <c>overlays</c>; all when empty.</param>
    /// <param name="kind"><c>Kustomization</c> or <c>Component</c>.</param>
    public static IReadOnlyList<string> Find(string folder, string kind) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Folder, folder), "kustomization.yaml", SearchOption.AllDirectories)
            .Where(file => (YamlText.Parse(File.ReadAllText(file)).TextAt("kind") ?? "Kustomization") == kind)
            .Select(static file => Path.GetRelativePath(Folder, Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal),
    ];
}
