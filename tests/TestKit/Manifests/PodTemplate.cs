using System.Text.Json.Nodes;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>What a workload makes pods from.</summary>
/// <param name="Owner">The workload.</param>
/// <param name="Template">The template: metadata and spec.</param>
public sealed record PodTemplate(KubernetesObject Owner, JsonNode Template)
{
    public JsonNode? Spec => Template.At("spec");

    public IReadOnlyDictionary<string, string> Labels => Template.TextsAt("metadata", "labels");

    /// <summary>Those that run as long as the pod does.</summary>
    public IReadOnlyList<JsonNode> Containers => Spec.ItemsAt("containers");

    /// <summary>Those, and the ones before them.</summary>
    public IReadOnlyList<JsonNode> AllContainers => [.. Spec.ItemsAt("initContainers"), .. Containers];

    /// <summary>Whether its pods are there for good, and not for one piece of work.</summary>
    public bool IsLongRunning => Owner.Kind is not ("Job" or "CronJob");

    /// <summary>The template of an object; null when it is no workload.</summary>
    public static PodTemplate? Of(KubernetesObject workload)
    {
        var template = workload.Kind switch
        {
            "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet" or "Job" => workload.Json.At("spec", "template"),
            "CronJob" => workload.Json.At("spec", "jobTemplate", "spec", "template"),
            "Pod" => workload.Json,
            _ => null,
        };
        return template is null ? null : new PodTemplate(workload, template);
    }

    /// <summary>Whether a container has a port of this name or number.</summary>
    public bool HasPort(string port) => AllContainers.SelectMany(static container => container.ItemsAt("ports"))
        .Any(open => open.TextAt("name") == port || open.TextAt("containerPort") == port);
}
