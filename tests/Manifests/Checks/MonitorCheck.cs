using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>What Prometheus is told to scrape is there: Services of a ServiceMonitor, pods of a PodMonitor, and their ports by name.</summary>
internal static class MonitorCheck
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var monitor in set.OfKind("ServiceMonitor"))
        {
            var services = set.OfKind("Service").Where(service => service.Namespace == monitor.Namespace && new LabelSelector(monitor.Spec?["selector"]).Chooses(service.Labels)).ToList();
            if (services.Count == 0)
                yield return $"{monitor}: it chooses no Services";
            foreach (var port in monitor.Spec.ItemsAt("endpoints").Select(static endpoint => endpoint.TextAt("port") ?? ""))
            {
                foreach (var service in services.Where(service => service.Spec.ItemsAt("ports").All(open => open.TextAt("name") != port)))
                    yield return $"{monitor}: {service} has no port named '{port}'";
            }
        }

        foreach (var monitor in set.OfKind("PodMonitor"))
        {
            var pods = set.PodsOf(monitor.Namespace, new LabelSelector(monitor.Spec?["selector"])).ToList();
            if (pods.Count == 0)
                yield return $"{monitor}: it chooses no pods";
            foreach (var port in monitor.Spec.ItemsAt("podMetricsEndpoints").Select(static endpoint => endpoint.TextAt("port") ?? ""))
            {
                foreach (var pod in pods.Where(pod => pod.Containers.SelectMany(static container => container.ItemsAt("ports")).All(open => open.TextAt("name") != port)))
                    yield return $"{monitor}: the pods of {pod.Owner} have no port named '{port}'";
            }
        }
    }
}
