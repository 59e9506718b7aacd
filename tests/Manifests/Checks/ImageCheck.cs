using System.Text.RegularExpressions;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>
/// Images have a fixed version. Ours are names alone in the base and the components; the overlays put the registry, of which there is a stand-in here, and
/// a version there.
/// </summary>
internal static partial class ImageCheck
{
    /// <summary>Stands for <c>CI_REGISTRY_IMAGE</c> in the manifests.</summary>
    public const string Registry = "registry.example.com/crm/crm";

    private static readonly string[] NamesAlone = ["crm-silo", "crm-gateway", "crm-gateway-blue", "crm-gateway-green"];

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        var isOverlay = ManifestSets.FolderOf(set.Name) == set.Name && set.Name.StartsWith("overlays/", StringComparison.Ordinal);
        return from pod in set.Pods
               from image in pod.AllContainers.Select(static container => container.TextAt("image") ?? "")
               where !IsUsable(image) && (isOverlay || !NamesAlone.Contains(image))
               select $"{pod.Owner}: the image '{image}' is of no fixed version or of another registry";
    }

    private static bool IsUsable(string image) =>
        IsFixed(image) && (image.StartsWith($"{Registry}-", StringComparison.Ordinal) || !(image.Contains("crm-silo", StringComparison.Ordinal) || image.Contains("crm-gateway", StringComparison.Ordinal)));

    /// <summary>Whether it has a registry or owner before its name, and a version that is not <c>latest</c>.</summary>
    public static bool IsFixed(string image) => Fixed().IsMatch(image) && !image.EndsWith(":latest", StringComparison.Ordinal);

    [GeneratedRegex("^[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9._-]+)+(:[A-Za-z0-9_][A-Za-z0-9_.-]*(@sha256:[0-9a-f]{64})?|@sha256:[0-9a-f]{64})$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fixed();
}
