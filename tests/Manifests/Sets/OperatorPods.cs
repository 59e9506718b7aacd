using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Sets;

/// <summary>
/// The pods that operators make for custom resources, with the labels and ports that their documentation names. They are chosen by selectors as others are; how
/// they run is the operators' business.
/// </summary>
internal static class OperatorPods
{
    /// <summary>Null for what no operator here makes pods of.</summary>
    public static PodTemplate? Of(KubernetesObject one) => one.Kind switch
    {
        "Cluster" when one.ApiVersion == "postgresql.cnpg.io/v1" => Pod(one, "cnpg.io/cluster", ("postgresql", 5432), ("metrics", 9187), ("status", 8000)),
        "RabbitmqCluster" => Pod(one, "app.kubernetes.io/name", ("amqp", 5672), ("amqps", 5671), ("management", 15672), ("prometheus", 15692), ("epmd", 4369), ("cluster-rpc", 25672)),
        _ => null,
    };

    private static PodTemplate Pod(KubernetesObject owner, string label, params ReadOnlySpan<(string Name, int Number)> ports)
    {
        var open = new JsonArray();
        foreach (var (name, number) in ports)
            open.Add(new JsonObject { ["name"] = name, ["containerPort"] = number });
        return new PodTemplate(owner, new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [label] = owner.Name } },
            ["spec"] = new JsonObject { ["containers"] = new JsonArray(new JsonObject { ["name"] = owner.Kind, ["ports"] = open }) },
        });
    }
}
