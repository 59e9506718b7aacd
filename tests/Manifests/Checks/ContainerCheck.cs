using System.Text.Json.Nodes;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>How containers run: probed, with resources, and with no more rights than Kubernetes' "restricted" pod security standard leaves them.</summary>
internal static class ContainerCheck
{
    private static readonly string[] ProbeKinds = ["startupProbe", "livenessProbe", "readinessProbe"];

    /// <summary>What runs for good is asked whether it lives and whether it is ready, at a port that it has.</summary>
    public static IEnumerable<string> Probes(ManifestSet set)
    {
        foreach (var (pod, container, at) in Containers(set))
        {
            foreach (var missing in ProbeKinds[1..].Where(kind => pod.IsLongRunning && pod.Containers.Contains(container) && container[kind] is null))
                yield return $"{at}: it has no {missing}";
            foreach (var probe in ProbeKinds.Select(kind => container[kind]).OfType<JsonNode>())
            {
                var port = probe.TextAt("httpGet", "port") ?? probe.TextAt("tcpSocket", "port") ?? probe.TextAt("grpc", "port");
                if (port is not null && container.ItemsAt("ports").All(open => open.TextAt("name") != port && open.TextAt("containerPort") != port))
                    yield return $"{at}: it is probed at port {port}, which it has not";
                if (probe.At("httpGet") is not null && probe.TextAt("httpGet", "path")?.StartsWith('/') != true)
                    yield return $"{at}: it is probed at no path";
            }
        }
    }

    /// <summary>What it needs at least, and the memory that it may have at most.</summary>
    public static IEnumerable<string> Resources(ManifestSet set) =>
        from entry in Containers(set)
        from path in new[] { "requests.cpu", "requests.memory", "limits.memory" }
        where entry.Container.TextAt("resources", path.Split('.')[0], path.Split('.')[1]) is null
        select $"{entry.At}: it has no {path}";

    public static IEnumerable<string> Security(ManifestSet set)
    {
        foreach (var pod in set.Pods)
        {
            if (pod.Spec.TextAt("securityContext", "seccompProfile", "type") is not "RuntimeDefault")
                yield return $"{pod.Owner}: its seccompProfile is not RuntimeDefault";
            if (pod.Spec.TextAt("automountServiceAccountToken") is not "false")
                yield return $"{pod.Owner}: it has the token of its account";
            if (pod.Spec.TextAt("enableServiceLinks") is not "false")
                yield return $"{pod.Owner}: it gets variables of Services, and that of crm-silo would be CRM_SILO_PORT";
            foreach (var shared in new[] { "hostNetwork", "hostPID", "hostIPC" }.Where(name => pod.Spec.TextAt(name) is "true"))
                yield return $"{pod.Owner}: it has {shared}";
            foreach (var path in pod.Spec.ItemsAt("volumes").Where(static volume => volume["hostPath"] is not null))
                yield return $"{pod.Owner}: it mounts the node's {path.TextAt("hostPath", "path")}";
        }

        foreach (var (pod, container, at) in Containers(set))
        {
            var own = container["securityContext"];
            if ((own.TextAt("runAsNonRoot") ?? pod.Spec.TextAt("securityContext", "runAsNonRoot")) is not "true")
                yield return $"{at}: it may run as root";
            if (own.TextAt("privileged") is "true" || own.TextAt("allowPrivilegeEscalation") is not "false")
                yield return $"{at}: it may gain privileges";
            if (own.TextAt("readOnlyRootFilesystem") is not "true")
                yield return $"{at}: it may write to its image";
            if (own.ItemsAt("capabilities", "drop").All(static dropped => dropped.ToString() != "ALL") || own.ItemsAt("capabilities", "add").Count > 0)
                yield return $"{at}: it has capabilities";
        }
    }

    private static IEnumerable<(PodTemplate Pod, JsonNode Container, string At)> Containers(ManifestSet set) =>
        from pod in set.Pods
        from container in pod.AllContainers
        select (pod, container, $"{pod.Owner} {container.TextAt("name")}");
}
