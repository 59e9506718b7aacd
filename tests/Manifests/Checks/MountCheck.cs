using System.Text.Json.Nodes;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>What containers mount and take variables from is there, and a variable that names a file names one that is mounted.</summary>
internal static class MountCheck
{
    public static IEnumerable<string> Problems(ManifestSet set) => set.Pods.SelectMany(pod => Volumes(set, pod).Concat(pod.AllContainers.SelectMany(container => Container(set, pod, container))));

    private static IEnumerable<string> Volumes(ManifestSet set, PodTemplate pod)
    {
        foreach (var volume in pod.Spec.ItemsAt("volumes"))
        {
            if (volume.TextAt("configMap", "name") is { } map && volume.TextAt("configMap", "optional") is not "true" && !set.Has("ConfigMap", pod.Owner.Namespace, map))
                yield return $"{pod.Owner}: there is no ConfigMap {map}";
            if (pod.AllContainers.SelectMany(static container => container.ItemsAt("volumeMounts")).All(mount => mount.TextAt("name") != volume.TextAt("name")))
                yield return $"{pod.Owner}: nothing mounts {volume.TextAt("name")}";
        }
    }

    private static IEnumerable<string> Container(ManifestSet set, PodTemplate pod, JsonNode container)
    {
        var at = $"{pod.Owner} {container.TextAt("name")}";
        var volumes = pod.Spec.ItemsAt("volumes").Concat(pod.Owner.Spec.ItemsAt("volumeClaimTemplates").Select(static claim => claim["metadata"]!)).ToList();
        foreach (var mount in container.ItemsAt("volumeMounts").Where(mount => !volumes.Exists(volume => volume.TextAt("name") == mount.TextAt("name"))))
            yield return $"{at}: there is no volume {mount.TextAt("name")}";
        foreach (var map in container.ItemsAt("envFrom").Select(static source => source.TextAt("configMapRef", "name")).OfType<string>().Where(map => !set.Has("ConfigMap", pod.Owner.Namespace, map)))
            yield return $"{at}: there is no ConfigMap {map}";
        foreach (var variable in container.ItemsAt("env").Where(NamesAFile))
        {
            if (!IsMounted(container, volumes, variable.TextAt("value") ?? ""))
                yield return $"{at}: {variable.TextAt("name")} names {variable.TextAt("value")}, which nothing mounts";
        }
    }

    private static bool NamesAFile(JsonNode variable) =>
        variable.TextAt("name")?.EndsWith("_FILE", StringComparison.Ordinal) == true || variable.TextAt("value")?.StartsWith("/run/", StringComparison.Ordinal) == true;

    private static bool IsMounted(JsonNode container, List<JsonNode> volumes, string path)
    {
        var mount = container.ItemsAt("volumeMounts").FirstOrDefault(mount => path.StartsWith($"{mount.TextAt("mountPath")}/", StringComparison.Ordinal));
        if (mount is null)
            return false;
        var volume = volumes.Find(volume => volume.TextAt("name") == mount.TextAt("name"));
        var items = volume.ItemsAt("secret", "items").Concat(volume.ItemsAt("configMap", "items")).ToList();
        return items.Count == 0 || items.Exists(item => $"{mount.TextAt("mountPath")}/{item.TextAt("path")}" == path);
    }
}
