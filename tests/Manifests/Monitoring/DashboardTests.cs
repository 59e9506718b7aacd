using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Crm.Actors.TestKit.Manifests;
using Shouldly;
using Xunit;

namespace Crm.Actors.ManifestTests.Monitoring;

/// <summary>Dashboards are in the component, can be told apart, and ask PromQL. That the metrics are there is tested with a running system.</summary>
public sealed partial class DashboardTests
{
    [Fact]
    public void Dashboards_InTheFolder_AreInTheComponent()
    {
        var component = YamlText.Parse(File.ReadAllText(Path.Combine(AlertRules.Folder, "kustomization.yaml")));
        var listed = component.ItemsAt("configMapGenerator").SelectMany(static map => map.ItemsAt("files")).Select(static file => Path.GetFileName(file.ToString()));

        Dashboards.All().ShouldNotBeEmpty();
        Dashboards.All().Keys.ShouldBe(listed, ignoreOrder: true);
    }

    [Fact]
    public void Dashboards_AllOfThem_HaveNamesOfTheirOwnAndPanels()
    {
        var all = Dashboards.All();
        all.Values.Select(static board => board.TextAt("uid")).ShouldBeUnique();
        all.Values.Select(static board => board.TextAt("title")).ShouldBeUnique();
        foreach (var (name, board) in all)
        {
            Dashboards.Expressions(board).ShouldNotBeEmpty(name);
            Dashboards.Panels(board).Where(static panel => panel.TextAt("type") != "row").Select(static panel => panel.TextAt("id")).ShouldBeUnique(name);
            foreach (var panel in Dashboards.Panels(board))
                panel.TextAt("title").ShouldNotBeNullOrWhiteSpace(name);
        }
    }

    [Fact]
    public async Task Expressions_AllOfThem_ArePromQl()
    {
        using var folder = new RuleFolder(Recordings(Dashboards.All().Values.SelectMany(static board => Dashboards.Expressions(board))));

        (await folder.CheckAsync()).Required();
    }

    [Fact]
    public async Task Expressions_ThatAreNoPromQl_AreRefused()
    {
        using var folder = new RuleFolder(Recordings(["sum by (x) (rate(crm_edits_total[$__rate_interval]))", "histogram_quantile(0.99, )"]));

        (await folder.CheckAsync()).ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public void Metrics_OfExpressions_AreFound()
    {
        MetricNames.Of("""sum by (job) (rate(crm_edits_total{job=~"a|b", outcome="x}y"}[5m])) / on (job) group_left(z) crm_x > bool 5e3""").ShouldBe(["crm_edits_total", "crm_x"]);
        MetricNames.Of("""histogram_quantile(0.99, sum(rate(crm_commit_duration_seconds_bucket[$__rate_interval])) by (le)) or vector(0)""").ShouldBe(["crm_commit_duration_seconds_bucket"]);
        MetricNames.Of("""absent(up{job="x"}) or max_over_time({__name__="crm_y"}[1h:5m] offset 1d)""").ShouldBe(["crm_y"]);
        MetricNames.Of("label_values(crm_sse_clients{job=\"$job\"}, instance)").ShouldBe(["crm_sse_clients"]);
        MetricNames.OfExposition("# HELP a x\n# TYPE a counter\na_total{x=\"y z\"} 1 2\nb 3\n").ShouldBe(["a_total", "b"], ignoreOrder: true);
    }

    /// <summary>Rules that record each expression, with values for Grafana's variables.</summary>
    private static JsonObject Recordings(IEnumerable<string> expressions) => new()
    {
        ["groups"] = new JsonArray(new JsonObject
        {
            ["name"] = "dashboards",
            ["rules"] = new JsonArray(expressions.Select(static (expression, i) => (JsonNode)new JsonObject
            {
                ["record"] = $"dashboard:expression:{i}",
                ["expr"] = Variable().Replace(Interval().Replace(expression, "5m"), "x"),
            }).ToArray()),
        }),
    };

    [GeneratedRegex(@"\$__(rate_interval|interval|range)|\$\{__(rate_interval|interval|range)\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Interval();

    [GeneratedRegex(@"\$\w+|\$\{\w+(:\w+)?\}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
