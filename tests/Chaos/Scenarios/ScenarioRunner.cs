using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Load;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Chaos.Reporting;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>Runs a scenario on a system of its own and checks what came of it.</summary>
/// <param name="seed">Of load and faults.</param>
/// <param name="broker">With RabbitMQ; without it, streams are in memory.</param>
/// <param name="folder">Where histories are kept.</param>
/// <param name="consul">Silos find each other in Consul; else in PostgreSQL.</param>
public sealed class ScenarioRunner(int seed, bool broker, string folder, bool consul = false)
{
    public async Task<ScenarioResult> RunAsync(Scenario scenario)
    {
        var started = Stopwatch.GetTimestamp();
        var kept = Path.Combine(folder, $"{scenario.Name}-{seed.ToString(CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");
        Directory.CreateDirectory(kept);
        var outcome = new Outcome();
        try
        {
            if (scenario.NeedsBroker && !broker)
                throw new InvalidOperationException("It makes no sense without RabbitMQ.");
            if (scenario.NeedsMembershipTable && consul)
                throw new InvalidOperationException("It looks into the membership table of PostgreSQL.");
            await RunAsync(scenario, kept, outcome);
        }
        catch (Exception failure)
        {
            outcome.Error = failure.Message;
            await File.WriteAllTextAsync(Path.Combine(kept, "error.txt"), failure.ToString());
        }

        var result = new ScenarioResult(
            scenario.Name, scenario.Description, outcome.Load, outcome.Measures, outcome.Findings, outcome.Error, Stopwatch.GetElapsedTime(started), kept);
        if (result.Passed)
            Directory.Delete(kept, recursive: true);
        return result;
    }

    private async Task RunAsync(Scenario scenario, string kept, Outcome outcome)
    {
        var options = new RigOptions
        {
            System = new CrmSystemOptions { Silos = 3, Gateways = 2, RabbitMq = broker, Consul = consul },
            Load = new LoadOptions { Seed = seed },
        };
        await using var scope = scenario;
        await using var rig = await Rig.StartAsync(await scenario.PrepareAsync(options), kept);
        try
        {
            await scenario.BreakAsync(rig);
            var history = scenario.Complete(await new HistoryTaker(rig).TakeAsync());
            outcome.Load = LoadOf(rig, history);
            outcome.Findings = HistoryChecker.Check(history);
            await HistoryFiles.WriteAsync(kept, history, outcome.Findings);
            await scenario.AfterwardsAsync(rig);
            outcome.Measures = [EditsMeasure(scenario, rig), .. scenario.Measures(rig, history)];
        }
        finally
        {
            await File.WriteAllLinesAsync(Path.Combine(kept, "programs.log"), rig.System.AllLines);
        }
    }

    private static Measure EditsMeasure(Scenario scenario, Rig rig) =>
        new($"{rig.Load.Acknowledged} acknowledged edits (>= {scenario.Edits})", rig.Load.Acknowledged >= scenario.Edits);

    private static string LoadOf(Rig rig, History history)
    {
        var retries = history.Edits.Sum(static e => e.Attempts.Count - 1);
        var refused = history.Edits.Count(static e => e.Decision is { IsAccepted: false });
        return $"{rig.Load.Writers} clients, {rig.Deals.Count} deals, {history.Edits.Count} edits, {refused} refused, {retries} retries";
    }

    private sealed class Outcome
    {
        public string Load { get; set; } = "";

        public IReadOnlyList<Measure> Measures { get; set; } = [];

        public IReadOnlyList<Finding> Findings { get; set; } = [];

        public string? Error { get; set; }
    }
}
