using System.Text.RegularExpressions;
using Crm.Actors.ManifestTests.Sets;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>Objects have names that Kubernetes takes (RFC 1123), each once, and namespaces where they need one.</summary>
internal static partial class NameCheck
{
    private static readonly string[] OfTheCluster =
        ["Namespace", "ClusterRole", "ClusterRoleBinding", "PriorityClass", "StorageClass", "CustomResourceDefinition", "ClusterSecretStore", "ClusterIssuer", "PersistentVolume"];

    public static IEnumerable<string> Problems(ManifestSet set) =>
        set.Objects.Where(static one => !Name().IsMatch(one.Name) || one.Name.Length > 253).Select(static one => $"{one}: its name is none")
            .Concat(set.Objects.Where(static one => OfTheCluster.Contains(one.Kind) != (one.Namespace.Length == 0)).Select(static one => $"{one}: its namespace is missing, or one too many"))
            .Concat(set.Objects.GroupBy(static one => (one.ApiVersion, one.Kind, one.Namespace, one.Name)).Where(static same => same.Count() > 1).Select(static same => $"{same.First()} is there twice"));

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
