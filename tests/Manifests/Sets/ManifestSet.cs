using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Sets;

/// <summary>All objects of one build.</summary>
/// <param name="Name">What was built.</param>
/// <param name="Objects">What came of it.</param>
internal sealed record ManifestSet(string Name, IReadOnlyList<KubernetesObject> Objects)
{
    /// <summary>What its workloads make pods from.</summary>
    public IReadOnlyList<PodTemplate> Pods { get; } = [.. Objects.Select(PodTemplate.Of).OfType<PodTemplate>()];

    /// <summary>What operators make of it.</summary>
    private IReadOnlyList<PodTemplate> OthersPods { get; } = [.. Objects.Select(OperatorPods.Of).OfType<PodTemplate>()];

    public IEnumerable<KubernetesObject> OfKind(params ReadOnlySpan<string> kinds)
    {
        var wanted = kinds.ToArray();
        return Objects.Where(one => wanted.Contains(one.Kind));
    }

    public bool Has(string kind, string space, string name) => Objects.Any(one => one.Kind == kind && one.Namespace == space && one.Name == name);

    /// <summary>The pods of a namespace that a label selector chooses.</summary>
    public IEnumerable<PodTemplate> PodsOf(string space, LabelSelector selector) =>
        Pods.Concat(OthersPods).Where(pod => pod.Owner.Namespace == space && selector.Chooses(pod.Labels));
}
