using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.ManifestTests.Monitoring;

/// <summary>A folder with rules as promtool reads them, which are JSON here as YAML has it within, and their tests.</summary>
internal sealed class RuleFolder : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("crm-rules-").FullName;

    public RuleFolder(JsonNode spec)
    {
        File.WriteAllText(Rules, spec.ToJsonString());
        foreach (var test in Directory.EnumerateFiles(Path.Combine(AlertRules.Folder, "tests"), "*.yaml"))
            File.Copy(test, Path.Combine(_folder, Path.GetFileName(test)));
    }

    private string Rules => Path.Combine(_folder, "rules.yaml");

    /// <summary>The files of tests.</summary>
    public IReadOnlyList<string> Tests => [.. Directory.EnumerateFiles(_folder, "*.test.yaml").Order(StringComparer.Ordinal)];

    public Task<ToolOutput> CheckAsync() => Tool.RunAsync(Tool.Promtool, "check", "rules", "--lint=all", "--lint-fatal", Rules);

    /// <summary>Runs the tests, or those files alone that are also about one alert.</summary>
    public Task<ToolOutput> TestAsync(string alert = "") => Tool.RunAsync(
        Tool.Promtool, ["test", "rules", .. Tests.Where(file => alert.Length == 0 || File.ReadAllLines(file).Any(line => line.Trim() == $"alertname: {alert}"))]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
