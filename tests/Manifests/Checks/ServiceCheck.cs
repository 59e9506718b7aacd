using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>A Service chooses pods, and its ports are theirs.</summary>
internal static class ServiceCheck
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var service in set.OfKind("Service").Where(static service => service.Spec.TextAt("type") != "ExternalName" && service.Spec?["selector"] is not null))
        {
            var pods = set.PodsOf(service.Namespace, LabelSelector.OfLabels(service.Spec?["selector"])).ToList();
            if (pods.Count == 0)
                yield return $"{service}: it chooses no pods";
            foreach (var port in service.Spec.ItemsAt("ports"))
            {
                var target = port.TextAt("targetPort") ?? port.TextAt("port") ?? "";
                foreach (var pod in pods.Where(pod => !pod.HasPort(target)))
                    yield return $"{service}: the pods of {pod.Owner} have no port {target}";
            }
        }
    }
}
