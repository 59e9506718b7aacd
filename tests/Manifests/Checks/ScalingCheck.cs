using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>Disruption budgets and autoscalers are of something, and every Deployment has a budget.</summary>
internal static class ScalingCheck
{
    public static IEnumerable<string> Budgets(ManifestSet set)
    {
        var budgets = set.OfKind("PodDisruptionBudget").ToList();
        foreach (var budget in budgets.Where(budget => !set.PodsOf(budget.Namespace, new LabelSelector(budget.Spec?["selector"])).Any()))
            yield return $"{budget}: it chooses no pods";
        foreach (var pod in set.Pods.Where(static pod => pod.Owner.Kind is "Deployment" or "StatefulSet"))
        {
            var own = budgets.Count(budget => budget.Namespace == pod.Owner.Namespace && new LabelSelector(budget.Spec?["selector"]).Chooses(pod.Labels));
            if (own != 1)
                yield return $"{pod.Owner}: it has {own} disruption budgets, not one";
        }
    }

    public static IEnumerable<string> Scalers(ManifestSet set)
    {
        foreach (var scaler in set.OfKind("HorizontalPodAutoscaler"))
        {
            var (kind, name) = (scaler.Spec.TextAt("scaleTargetRef", "kind") ?? "", scaler.Spec.TextAt("scaleTargetRef", "name") ?? "");
            var target = set.Pods.FirstOrDefault(pod => pod.Owner.Kind == kind && pod.Owner.Name == name && pod.Owner.Namespace == scaler.Namespace);
            if (target is null)
                yield return $"{scaler}: there is no {kind} {name}";
            else if (target.Owner.Spec?["replicas"] is not null)
                yield return $"{scaler}: {target.Owner} has replicas, which every apply would set back";
            if (int.Parse(scaler.Spec.TextAt("minReplicas") ?? "1") > int.Parse(scaler.Spec.TextAt("maxReplicas") ?? "0"))
                yield return $"{scaler}: minReplicas is more than maxReplicas";
        }
    }
}
