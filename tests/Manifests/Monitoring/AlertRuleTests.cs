using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.ManifestTests.Monitoring;

/// <summary>promtool accepts the alerts and their tests, and the tests notice an alert that never or always fires.</summary>
public sealed class AlertRuleTests
{
    public static TheoryData<string> Alerts => [.. AlertRules.Rules(AlertRules.Spec()).Select(static rule => rule.TextAt("alert")).OfType<string>()];

    [Fact]
    public async Task Rules_AsTheyAre_AreAcceptedAndPassTheirTests()
    {
        using var folder = new RuleFolder(AlertRules.Spec());

        folder.Tests.ShouldNotBeEmpty();
        (await folder.CheckAsync()).Required();
        (await folder.TestAsync()).Required();
    }

    [Fact]
    public async Task Rules_ThatAreNoPromQl_AreRefused()
    {
        var spec = AlertRules.Spec();
        AlertRules.Rules(spec)[0]["expr"] = "sum(rate(crm_edits_total[5m])";
        using var folder = new RuleFolder(spec);

        (await folder.CheckAsync()).ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public async Task Tests_AlertThatNeverOrAlwaysFires_Fail(string alert)
    {
        foreach (var expression in new[] { "vector(1) > 2", "vector(1) > 0" })
        {
            var spec = AlertRules.Spec();
            var rule = AlertRules.Rules(spec).First(rule => rule.TextAt("alert") == alert);
            rule["expr"] = expression;
            ((JsonObject)rule).Remove("for");
            using var folder = new RuleFolder(spec);

            (await folder.CheckAsync()).ExitCode.ShouldBe(0, expression);
            var tests = await folder.TestAsync(alert);
            (tests.ExitCode != 0 && $"{tests.Text}{tests.Errors}".Contains("FAILED", StringComparison.Ordinal)).ShouldBeTrue($"No test notices that {alert} is {expression}.");
        }
    }

    [Fact]
    public void Rules_AllOfThem_HaveSeverityTextsAndAPage()
    {
        var rules = AlertRules.Rules(AlertRules.Spec());
        rules.Select(static rule => rule.TextAt("alert") ?? rule.TextAt("record")).ShouldBeUnique();
        foreach (var rule in rules.Where(static rule => rule["alert"] is not null))
        {
            var name = rule.TextAt("alert")!;
            rule.TextAt("labels", "severity").ShouldBeOneOf("critical", "warning", "info");
            rule.TextAt("annotations", "summary").ShouldNotBeNullOrWhiteSpace(name);
            rule.TextAt("annotations", "description").ShouldNotBeNullOrWhiteSpace(name);
            var page = rule.TextAt("annotations", "runbook_url").ShouldNotBeNull(name);
            page.ShouldEndWith($"docs/runbooks/{name}.md");
            File.Exists(Path.Combine(RepositoryLayout.Root, "docs", "runbooks", $"{name}.md")).ShouldBeTrue($"docs/runbooks/{name}.md is missing.");
        }
    }

    [Fact]
    public void Pages_AllOfThem_AreOfAnAlert() =>
        Directory.EnumerateFiles(Path.Combine(RepositoryLayout.Root, "docs", "runbooks"), "Crm*.md").Select(static file => Path.GetFileNameWithoutExtension(file))
            .Except(AlertRules.Rules(AlertRules.Spec()).Select(static rule => rule.TextAt("alert")).OfType<string>()).ShouldBeEmpty();
}
