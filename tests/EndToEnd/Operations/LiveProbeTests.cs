using System.Net;
using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Operations;

/// <summary>What manifests have Kubernetes and Prometheus ask, silo and gateway answer, at the ports that the manifests give them.</summary>
[Collection(OperationsTests.Name)]
public sealed class LiveProbeTests(OperationsFixture fixture)
{
    private static readonly string[] ProbeKinds = ["startupProbe", "livenessProbe", "readinessProbe"];
    private static readonly string[] Ours = ["CRM_SILO_HTTP_URL", "CRM_HTTP_URL"];

    [Fact]
    public async Task Probes_OfEveryOverlay_AreAnswered()
    {
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in Kustomize.Find("overlays", "Kustomization").Prepend("base"))
        {
            foreach (var container in (await Kustomize.BuildAsync(folder)).Select(PodTemplate.Of).OfType<PodTemplate>().SelectMany(static pod => pod.Containers))
            {
                foreach (var probe in ProbeKinds.Select(kind => container[kind]).OfType<JsonNode>().Where(_ => IsOurs(container)))
                    await AskAsync(container, probe.TextAt("httpGet", "port")!, probe.TextAt("httpGet", "path")!, asked);
            }
        }

        asked.Select(static url => new Uri(url).AbsolutePath).Distinct().ShouldBe(["/health/live", "/health/ready"], ignoreOrder: true);
        asked.Select(static url => new Uri(url).Port).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task Monitors_OfTheComponent_AreAnswered()
    {
        var objects = await Kustomize.BuildAsync("base", "components/monitoring");
        var containers = objects.Select(PodTemplate.Of).OfType<PodTemplate>().SelectMany(static pod => pod.Containers).ToList();
        var asked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var monitor in objects.Where(static one => one.Kind is "ServiceMonitor" or "PodMonitor"))
        {
            // ServiceMonitor crm-silo is of the container of crm-silo, and so on: the manifest tests compare selectors and ports.
            var container = containers.Single(container => container.TextAt("image") == monitor.Name && container.ItemsAt("args").Count == 0);
            foreach (var endpoint in monitor.Spec.ItemsAt("endpoints").Concat(monitor.Spec.ItemsAt("podMetricsEndpoints")))
                await AskAsync(container, endpoint.TextAt("port")!, endpoint.TextAt("path") ?? "/metrics", asked);
        }

        asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Path_ThatThereIsNot_IsNotAnswered()
    {
        foreach (var listener in fixture.Listeners.Values)
        {
            using var answer = await fixture.Http.GetAsync(new Uri($"{listener}/health/alive"));
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, listener);
        }
    }

    /// <summary>Asks the listener that has the container's port in its pod.</summary>
    private async Task AskAsync(JsonNode container, string port, string path, HashSet<string> asked)
    {
        var number = container.ItemsAt("ports").Single(open => open.TextAt("name") == port || open.TextAt("containerPort") == port).TextAt("containerPort");
        var variable = container.ItemsAt("env").Single(variable => variable.TextAt("value")?.EndsWith($":{number}", StringComparison.Ordinal) == true).TextAt("name")!;
        var url = $"{fixture.Listeners[variable]}{path}";
        if (!asked.Add(url))
            return;
        using var answer = await fixture.Http.GetAsync(new Uri(url));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{container.TextAt("name")}: {url}");
    }

    private static bool IsOurs(JsonNode container) => container.ItemsAt("env").Any(variable => Ours.Contains(variable.TextAt("name") ?? ""));
}
