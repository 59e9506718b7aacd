using Crm.Actors.Chaos.Reporting;
using Crm.Actors.Chaos.Scenarios;

namespace Crm.Actors.Chaos;

/// <summary>The rig as a program: runs the scenarios that its arguments name, and prints their table.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (ChaosArguments.Parse(args) is not { } arguments)
        {
            await Console.Error.WriteLineAsync($"{ChaosArguments.Usage}\nnames: {string.Join(", ", ScenarioTable.Names)}");
            return 2;
        }

        var folder = Environment.GetEnvironmentVariable("CRM_CHAOS_HISTORIES") ?? Path.Combine(Path.GetTempPath(), "crm-chaos");
        var runner = new ScenarioRunner(arguments.Seed, broker: !arguments.MemoryStreams, folder, arguments.Consul);
        var results = new List<ScenarioResult>();
        Console.WriteLine($"seed {arguments.Seed}{(arguments.Consul ? ", with Consul" : "")}");
        foreach (var scenario in arguments.Scenarios())
        {
            results.Add(await runner.RunAsync(scenario));
            foreach (var line in Report.Of(results[^1]))
                Console.WriteLine(line);
        }

        Console.WriteLine();
        foreach (var line in Report.Table(results, arguments.Seed))
            Console.WriteLine(line);
        return results.TrueForAll(static result => result.Passed) ? 0 : 1;
    }
}
