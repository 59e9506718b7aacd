using System.Text.Json.Nodes;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>
/// Network policies and Istio's are of pods that are there, and open ports that these have. Of peers, only those that the same build has can be looked at.
/// </summary>
internal static class PolicyCheck
{
    /// <summary>The kinds of Istio that choose pods by <c>selector.matchLabels</c>.</summary>
    private static readonly string[] OfTheMesh = ["PeerAuthentication", "AuthorizationPolicy", "RequestAuthentication", "Sidecar"];

    public static IEnumerable<string> Problems(ManifestSet set) => set.OfKind("NetworkPolicy").SelectMany(policy => NetworkPolicy(set, policy))
        .Concat(set.Objects.Where(static one => OfTheMesh.Contains(one.Kind)).SelectMany(policy => MeshPolicy(set, policy)));

    private static IEnumerable<string> NetworkPolicy(ManifestSet set, KubernetesObject policy)
    {
        var own = set.PodsOf(policy.Namespace, new LabelSelector(policy.Spec?["podSelector"])).ToList();
        if (own.Count == 0)
            yield return $"{policy}: it is of no pods";
        foreach (var rule in policy.Spec.ItemsAt("ingress"))
        {
            foreach (var problem in Ports(policy, rule, own).Concat(Peers(set, policy, rule.ItemsAt("from")).Problems))
                yield return problem;
        }

        foreach (var rule in policy.Spec.ItemsAt("egress"))
        {
            var (others, problems) = Peers(set, policy, rule.ItemsAt("to"));
            foreach (var problem in problems.Concat(Ports(policy, rule, others)))
                yield return problem;
        }
    }

    /// <summary>The peers in the policy's own namespace, and the selectors there that choose none.</summary>
    private static (List<PodTemplate> Pods, List<string> Problems) Peers(ManifestSet set, KubernetesObject policy, IReadOnlyList<JsonNode> peers)
    {
        var (pods, problems) = (new List<PodTemplate>(), new List<string>());
        foreach (var peer in peers.Where(static peer => peer["podSelector"] is not null && peer["namespaceSelector"] is null))
        {
            var chosen = set.PodsOf(policy.Namespace, new LabelSelector(peer["podSelector"])).ToList();
            if (chosen.Count == 0)
                problems.Add($"{policy}: it names pods that there are none of: {peer["podSelector"]!.ToJsonString()}");
            pods.AddRange(chosen);
        }

        return (pods, problems);
    }

    /// <summary>Ports of a rule that none of the pods has.</summary>
    private static IEnumerable<string> Ports(KubernetesObject policy, JsonNode rule, List<PodTemplate> pods) => pods.Count == 0
        ? []
        : rule.ItemsAt("ports").Select(static port => port.TextAt("port")).OfType<string>()
            .Where(port => !pods.Exists(pod => pod.HasPort(port)))
            .Select(port => $"{policy}: port {port} is open at none of {string.Join(", ", pods.Select(static pod => pod.Owner.Name))}");

    private static IEnumerable<string> MeshPolicy(ManifestSet set, KubernetesObject policy)
    {
        if (policy.Spec?["selector"] is not { } selector)
            yield break;
        var pods = set.PodsOf(policy.Namespace, new LabelSelector(selector)).ToList();
        if (pods.Count == 0)
            yield return $"{policy}: it is of no pods";
        var ports = policy.Spec.TextsAt("portLevelMtls").Keys
            .Concat(policy.Spec.ItemsAt("rules").SelectMany(static rule => rule.ItemsAt("to")).SelectMany(static to => to.ItemsAt("operation", "ports")).Select(static port => port.ToString()));
        foreach (var port in ports.Where(port => pods.Count > 0 && !pods.Exists(pod => pod.HasPort(port))))
            yield return $"{policy}: its pods have no port {port}";
    }
}
