using Crm.Actors.ManifestTests.Sets;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>Workloads choose the pods that they make, and these have an account that is there.</summary>
internal static class WorkloadCheck
{
    public static IEnumerable<string> Labels(ManifestSet set) => set.Pods
        .Where(static pod => pod.Owner.Kind is "Deployment" or "StatefulSet" or "DaemonSet")
        .Where(static pod => pod.Owner.Spec?["selector"] is null || !new LabelSelector(pod.Owner.Spec["selector"]).Chooses(pod.Labels))
        .Select(static pod => $"{pod.Owner}: its selector does not choose its own pods");

    public static IEnumerable<string> Accounts(ManifestSet set)
    {
        foreach (var pod in set.Pods)
        {
            var account = pod.Spec?["serviceAccountName"]?.ToString();
            if (account is null)
                yield return $"{pod.Owner}: it has the account of everybody; name one";
            else if (!set.Has("ServiceAccount", pod.Owner.Namespace, account))
                yield return $"{pod.Owner}: there is no account {account}";
        }
    }
}
