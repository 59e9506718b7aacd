using System.Globalization;
using Crm.Actors.Chaos.Scenarios;

namespace Crm.Actors.Chaos.Reporting;

/// <summary>What is told of the scenarios.</summary>
internal static class Report
{
    private const int MostFindings = 10;

    /// <summary>One scenario, as soon as it has ended.</summary>
    public static IEnumerable<string> Of(ScenarioResult result)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"{Verdict(result)} {result.Name}: {result.Description} ({result.Duration:mm\\:ss})");
        yield return $"     {result.Load}";
        foreach (var measure in result.Measures)
            yield return $"     {(measure.Passed ? "  " : "! ")}{measure.Text}";
        if (result.Error is null)
            yield return $"     {(result.Findings.Count == 0 ? "  " : "! ")}{Counts(result)}";
        else
            yield return $"     ! {FirstLine(result.Error)}";
        foreach (var finding in result.Findings.Take(MostFindings))
            yield return $"       {finding.Kind}: {finding.What}";
        if (!result.Passed)
            yield return $"     history: {result.Folder}";
    }

    /// <summary>The table of all.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<ScenarioResult> results, int seed)
    {
        yield return "| scenario | load | measured | result |";
        yield return "|---|---|---|---|";
        foreach (var result in results)
        {
            var measured = string.Join("; ", result.Measures.Select(static m => m.Text).Append(result.Error is null ? Counts(result) : FirstLine(result.Error)));
            yield return $"| {result.Name}: {result.Description} | {result.Load} | {measured} | {Verdict(result)} |";
        }

        var total = TimeSpan.FromTicks(results.Sum(static r => r.Duration.Ticks));
        yield return string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {total.TotalMinutes:0.0} min, {results.Count(static r => r.Passed)} passed, {results.Count(static r => !r.Passed)} failed");
    }

    private static string Verdict(ScenarioResult result) => result.Passed ? "pass" : "FAIL";

    private static string Counts(ScenarioResult result) => result.Findings.Count == 0
        ? "0 lost, 0 double, 0 gaps, 0 missing"
        : string.Join(", ", result.Findings.CountBy(static f => f.Kind).Select(static c => $"{c.Value} {c.Key}"));

    private static string FirstLine(string text) => text.Split('\n')[0];
}
