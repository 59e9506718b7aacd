using System.Text.Json.Nodes;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Planted;

/// <summary>A fault that a check has to find in manifests that have none.</summary>
/// <param name="Check">The check.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Do">Makes it so.</param>
internal sealed record Plant(string Check, string Fault, Action<List<KubernetesObject>> Do)
{
    /// <summary>The set to break.</summary>
    public string Set { get; init; } = ManifestSets.Everything;

    /// <summary>A set with the fault in it; the one without it stays as it is.</summary>
    public ManifestSet In(ManifestSet good)
    {
        var objects = good.Objects.Select(static one => one.Copy()).ToList();
        Do(objects);
        return new ManifestSet(good.Name, objects);
    }

    /// <summary>A fault in one object.</summary>
    public static Plant At(string check, string fault, string kind, string name, Action<JsonObject> change) =>
        new(check, fault, objects => change(objects.Find(one => one.Kind == kind && one.Name == name)?.Json ?? throw new InvalidOperationException($"There is no {kind} {name} to break.")));

    /// <summary>A fault in the pods of the silos.</summary>
    public static Plant AtPod(string check, string fault, Action<JsonObject> change) =>
        At(check, fault, "Deployment", "crm-silo", json => change((JsonObject)json.At("spec", "template", "spec")!));

    /// <summary>A fault in the container of a silo.</summary>
    public static Plant AtContainer(string check, string fault, Action<JsonObject> change) =>
        AtPod(check, fault, spec => change((JsonObject)spec.ItemsAt("containers")[0]));

    /// <summary>Another variable of a silo.</summary>
    public static Plant Variable(string check, string name, JsonNode value) =>
        AtContainer(check, $"variable {name}={value}", container => ((JsonArray)container["env"]!).Add(new JsonObject { ["name"] = name, ["value"] = value.DeepClone() }));

    /// <summary>A variable that a silo lacks.</summary>
    public static Plant NoVariable(string check, string name) => AtContainer(check, $"no variable {name}", container =>
    {
        var variables = (JsonArray)container["env"]!;
        variables.Remove(variables.Single(variable => variable.TextAt("name") == name));
    });
}
