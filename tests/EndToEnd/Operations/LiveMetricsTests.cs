using Crm.Actors.TestKit.Manifests;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Operations;

/// <summary>What alerts and dashboards look at is what silo and gateway say of themselves.</summary>
[Collection(OperationsTests.Name)]
public sealed class LiveMetricsTests(OperationsFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Metrics_OfAlertsAndDashboards_AreThere()
    {
        var wanted = AlertRules.Metrics(AlertRules.Spec())
            .Concat(Dashboards.All().Values.SelectMany(Dashboards.Queries).SelectMany(MetricNames.Of))
            .ToHashSet(StringComparer.Ordinal);
        wanted.ShouldContain("crm_edits_total");
        wanted.Count.ShouldBeGreaterThan(20);

        // Some are known only after the first look at the database or the broker.
        var missing = await StillMissingAsync(wanted);

        missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task Metrics_ThatNobodyMakes_AreMissed()
    {
        var there = MetricNames.OfExposition(await MetricsAsync());

        there.ShouldNotContain("crm_edit_total");
        there.ShouldContain("crm_edits_total");
        MetricNames.Of("sum(rate(crm_edit_total[5m])) > crm_edits_total").Except(there).ShouldBe(["crm_edit_total"]);
    }

    /// <summary>Whatever is measured: no user, no object, no secret.</summary>
    [Fact]
    public async Task Metrics_OfWorkThatWasDone_NameNobodyAndNoSecret()
    {
        var text = await MetricsAsync();

        foreach (var secret in fixture.Secrets.Append(OperationsFixture.AdminEmail).Append("@example.com"))
            text.ShouldNotContain(secret, Case.Insensitive);
        text.Split('\n').Where(static line => line.Length > 0 && line[0] != '#' && line.Any(char.IsControl)).ShouldBeEmpty();
    }

    private async Task<IReadOnlyList<string>> StillMissingAsync(HashSet<string> wanted)
    {
        IReadOnlyList<string> missing = [.. wanted];
        try
        {
            await Condition.WaitAsync(
                async () =>
                {
                    var there = MetricNames.OfExposition(await MetricsAsync());
                    missing = [.. wanted.Where(name => !there.Contains(name)).Order(StringComparer.Ordinal)];
                    return missing.Count == 0;
                },
                Patience,
                static () => "all metrics");
        }
        catch (TimeoutException)
        {
            // The caller says which.
        }

        return missing;
    }

    private async Task<string> MetricsAsync()
    {
        var silo = await fixture.Http.GetStringAsync(new Uri($"{fixture.Listeners["CRM_SILO_HTTP_URL"]}/metrics"));
        var gateway = await fixture.Http.GetStringAsync(new Uri($"{fixture.Listeners["CRM_METRICS_URL"]}/metrics"));
        return $"{silo}\n{gateway}";
    }
}
